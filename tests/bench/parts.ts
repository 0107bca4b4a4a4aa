import { createSecretKey, randomBytes } from "node:crypto";
import { makeEmbeddedWorkflow } from "../../functions/adapters/embedded/workflow.ts";
import { encodeEvent, GENESIS_HASH } from "../../functions/application/event-codec.ts";
import { decide } from "../../functions/case/decide.ts";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { bengbuCalendar } from "../../functions/catalog/calendar/bengbu.ts";
import { bengbuProfile } from "../../functions/catalog/profile.ts";
import { companyRegistration } from "../../functions/processes/company-registration.ts";
import { processes } from "../../functions/processes/processes.ts";
import { compile } from "../../functions/workflow/compile.ts";
import type { Actor, CaseEvent } from "../../schemas/events.ts";
import { materialsFor } from "../support/sample-filing.ts";
import { companyForm } from "./company.ts";

/** What the parts of a filing cost, each alone, in milliseconds of processor time. `npm run bench:parts` */
const ROUNDS = 3_000;
const now = { at: "2026-11-24T06:00:00.000Z", on: "2026-11-24" };
const world = { catalog: bengbuCatalog, calendar: bengbuCalendar, profile: bengbuProfile, processes };
const HUB: Actor = { kind: "hub", id: "bench" };

const measure = async (name: string, act: (round: number) => unknown): Promise<void> => {
  for (let round = 0; round < ROUNDS; round += 1) await act(round);
  const began = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) await act(ROUNDS + round);
  const { user, system } = process.cpuUsage(began);
  process.stdout.write(`| ${name} | ${((user + system) / 1_000 / ROUNDS).toFixed(4)} ms |\n`);
};

const file = (round: number) => {
  const form = companyForm(round);
  const command = {
    type: "FileCase",
    caseId: "1",
    processId: companyRegistration.id,
    mode: null,
    form,
    materials: materialsFor(form),
    channel: "express-lane",
    applicant: "bench",
  } as const;
  return decide(world, null, command, now);
};

const filed = file(1);
const events: CaseEvent[] = "events" in filed ? filed.events : [];
const key = createSecretKey(randomBytes(32));
const chain = (): void => {
  let previous = GENESIS_HASH;
  for (const [index, event] of events.entries())
    previous = encodeEvent(key, "1", previous, {
      seq: index + 1,
      at: now.at,
      actor: HUB,
      cause: "bench",
      event,
    }).hash;
};

const compiled = compile(companyRegistration, bengbuCatalog, now.on);
if ("problems" in compiled) throw new Error(compiled.problems.join("\n"));
const workflow = makeEmbeddedWorkflow({
  definitions: new Map([[companyRegistration.id, compiled.definition]]),
  tokens: { put: async () => undefined, take: async () => ({ token: null, left: 0 }) },
  steps: {
    ask: async ({ itemId }) => (itemId === "hazardous-chemicals-permit" ? "through" : "waiting"),
    settle: async () => ({ next: "registration" }),
    issue: async () => ({ next: "ended" }),
  },
});

process.stdout.write(`| part (${process.version}, ${ROUNDS} rounds) | processor time |\n|---|---|\n`);
await measure("read the form", (round) => companyRegistration.parseForm(companyForm(round)));
await measure("decide a filing, fingerprints included", file);
await measure(`encrypt and chain ${events.length} events`, chain);
await measure("run the state machine until it waits", (round) =>
  workflow.start({ caseId: String(round), processId: companyRegistration.id }),
);
await measure("add 20 working days", () => bengbuCalendar.addWorkingDays("2026-02-12", 20));

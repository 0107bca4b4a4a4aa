import { readFile } from "node:fs/promises";
import { afterAll, describe, expect } from "vitest";
import { shanghaiDate } from "../../functions/catalog/calendar/shanghai.ts";
import type { DeskItemView } from "../../schemas/desk.ts";
import type { CaseView, EventView } from "../../schemas/http.ts";
import { readAs, slugOf, statusesOf } from "../support/acting.ts";
import { itemOf, makeActing } from "./acting.ts";
import { makeJourney } from "./journey.ts";
import { named } from "./sample-case.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const { get, post, file, answer, subject } = makeActing(target);
const client = await target.as("zhang-san");

afterAll(() => target.stop());

const until = (caseId: string, holds: (view: CaseView) => boolean) =>
  client.until(caseId, holds, target.patienceMs);

const DESK = { department: "quality-supervision", itemId: "organization-code" } as const;

/** Keep a department's own system from deciding for as long as something lasts; its people decide meanwhile. */
const whileHeld = async (work: () => Promise<void>): Promise<void> => {
  await (target.twins?.during(DESK.department, { holdDecisions: true }, work) ?? work());
};

const pathsIn = (value: unknown, prefix = ""): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) =>
        pathsIn(inner, prefix === "" ? key : `${prefix}.${key}`),
      )
    : [prefix];

const isWithin = (scope: readonly string[], path: string): boolean =>
  scope.some((each) => path === each || path.startsWith(`${each}.`) || each.startsWith(`${path}.`));

describe("a desk", () => {
  journey(
    "shows a department's people the item's scope alone, and its chief representative extends and decides there",
    [
      "the chief representatives of two departments",
      "officers of two departments",
      "a window",
      "twins that can be steered",
    ],
    async () => {
      await whileHeld(async () => {
        const form = named("sails-through", "窗口");
        const { caseId } = await readAs<CaseView>(await file({ person: "zhang-san", form }), 201);
        const { itemId } = DESK;
        await until(caseId, (view) => itemOf(view, itemId).round > 0);
        const at = { caseId, itemId };
        const path = `/v1/desk/${caseId}/${itemId}`;
        const approver = { name: "局长", post: "局长", authority: "agency-head" };
        const extension = { approver, reason: "情况复杂" };

        const accepted = await answer("officer-quality", at, "accepted");
        const shown = await readAs<DeskItemView>(await get("chief-quality", path));
        const hidden = await statusesOf(["officer-tax", "chief-market", "window-01"], (person) =>
          get(person ?? "", path),
        );
        const byOther = await slugOf(await answer("officer-tax", at, "approved"));
        const byOfficer = await slugOf(await answer("officer-quality", at, "extended", extension));
        const byWrongHead = await slugOf(
          await answer("chief-quality", at, "extended", {
            ...extension,
            approver: { ...approver, authority: "government-head" },
          }),
        );
        const before = itemOf(await client.read(caseId), itemId);
        const extended = await answer("chief-quality", at, "extended", extension);
        const after = itemOf(await client.read(caseId), itemId);
        const decided = await answer("chief-quality", at, "approved", { opinion: "同意赋码" });
        const issued = await until(caseId, ({ status }) => status === "issued");

        const item = await readAs<{ scope: string[] }>(await fetch(`${target.baseUrl}/v1/items/${itemId}`));
        const [ofForm, ofDesk] = [pathsIn(form), pathsIn(shown.fields)];
        expect([accepted.status, extended.status]).toEqual([200, 200]);
        expect(ofDesk.length).toBeGreaterThan(3);
        expect(ofDesk.filter((each) => !isWithin(item.scope, each))).toEqual([]);
        expect(ofForm.filter((each) => isWithin(item.scope, each)).toSorted()).toEqual(ofDesk.toSorted());
        expect(ofForm.length).toBeGreaterThan(ofDesk.length);
        expect(hidden).toEqual([404, 404, 404]);
        expect([byOther, byOfficer, byWrongHead]).toEqual([
          "403 /problems/not-this-department",
          "403 /problems/forbidden",
          "409 /problems/extension-refused",
        ]);
        expect(after.limits.promised).toEqual(before.limits.promised);
        expect(after.due.promised).toBe(before.due.promised);
        expect(after.limits.statutory?.value).toBe((before.limits.statutory?.value ?? 0) + 10);
        expect(await readAs(decided)).toMatchObject({ itemId, itemStatus: "approved" });
        expect(itemOf(issued, itemId).opinion).toBe("同意赋码");
        const approvals = (await client.events(caseId)).filter(
          ({ type, data }) => type === "ItemApproved" && data.itemId === itemId,
        );
        const { department } = DESK;
        expect(approvals.map(({ actor }) => actor)).toMatchObject([
          { kind: "chief", id: await subject("chief-quality"), department },
        ]);
      });
    },
  );
});

const eventsFor = async (person: string, caseId: string): Promise<EventView[]> =>
  (await readAs<{ events: EventView[] }>(await get(person, `/v1/cases/${caseId}/events`))).events;

const mandateFile = new URL("../fixtures/company-registration/materials/appointment.pdf", import.meta.url);

/** The date half a year from now by the hub's clock: a delegation is given for a year at most. */
const inHalfAYear = async (): Promise<string> => {
  const { now } = await readAs<{ now: string }>(await fetch(`${target.baseUrl}/health`));
  return shanghaiDate(new Date(Date.parse(now) + 180 * 86_400_000).toISOString());
};

describe("a station", () => {
  journey(
    "acts for an applicant as far as its delegation goes and until it is revoked, and every act says for whom",
    ["a station", "another applicant", "a window"],
    async () => {
      const person = "station-xiaobengbu";
      const [applicant, agent] = [await subject("li-si"), await subject(person)];
      const { documentId: mandate } = await (await target.as(person)).upload(
        await readFile(mandateFile),
        "application/pdf",
      );
      const delegation = { scope: ["file", "read", "correct", "collect"], until: await inHalfAYear() };
      const said = { channel: "station", applicant, delegation: { ...delegation, mandate } };
      const filed = await readAs<CaseView>(
        await file({ person, form: named("needs-correction", "代办"), said }),
        201,
      );
      const { caseId } = filed;
      const station = await target.as(person);
      const stationUntil = (holds: (view: CaseView) => boolean) =>
        station.until(caseId, holds, target.patienceMs);
      const withdraw = () => post(person, `/v1/cases/${caseId}/withdrawal`, { reason: "不办了" });
      const collect = (by: string) =>
        post(by, `/v1/cases/${caseId}/delivery`, { how: "counter", recipient: "李四" });

      await stationUntil(({ waitingOn }) => waitingOn === "applicant");
      const tooFar = await slugOf(await withdraw());
      const corrected = named("corrected", "代办");
      await station.correct(caseId, 1, { form: corrected, materials: filed.materials ?? [] });
      const issued = await stationUntil(({ status }) => status === "issued");
      const byStation = await slugOf(
        await post(person, `/v1/cases/${caseId}/delegation-revocation`, { reason: "改为本人办理" }),
      );
      const revoked = await readAs<CaseView>(
        await post("li-si", `/v1/cases/${caseId}/delegation-revocation`, { reason: "改为本人办理" }),
      );
      const after = [
        await slugOf(await get(person, `/v1/cases/${caseId}`)),
        await slugOf(await collect(person)),
      ];
      const handed = await collect("window-01");

      expect(filed).toMatchObject({
        owner: { id: agent },
        delegation: { agent, ...delegation, revoked: false },
      });
      expect(tooFar).toBe("403 /problems/delegation-too-narrow");
      expect(issued.deliveredOn).toBeNull();
      expect(byStation).toBe("403 /problems/forbidden");
      expect(revoked.delegation).toMatchObject({ revoked: true });
      expect(after).toEqual(["403 /problems/delegation-ended", "403 /problems/delegation-ended"]);
      expect(await readAs<{ deliveredOn: string | null }>(handed)).toMatchObject({
        deliveredOn: expect.stringMatching(/^\d{4}-/),
      });
      const acts = (await eventsFor("li-si", caseId)).filter(({ actor }) => actor.kind === "station");
      expect(acts.map(({ type }) => type)).toEqual(
        expect.arrayContaining(["CaseFiled", "RevisionSubmitted"]),
      );
      expect(acts.map(({ actor }) => actor)).toEqual(
        acts.map(() =>
          expect.objectContaining({ id: agent, onBehalfOf: { applicant, until: delegation.until } }),
        ),
      );
    },
  );
});

import { describe, expect, it } from "vitest";
import type { Command } from "../../../functions/case/commands.ts";
import type { Delegation } from "../../../schemas/events.ts";
import { makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, moment } from "../../support/moments.ts";
import { syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";
import { filed, firstAnswer, issued } from "../../support/timed-cases.ts";

const STATION = "station-77";

const delegationOf = (scope: Delegation["scope"], until = "2026-11-30", agent = STATION): Delegation => ({
  agent,
  scope,
  until,
  mandate: "doc-mandate",
});

const filingBy = (delegation?: Delegation, channel: "station" | "window" = "station") => ({
  ...syntheticFiling(),
  channel,
  filedBy: STATION,
  ...(delegation === undefined ? {} : { delegation }),
});

describe("全程代理: a station that files for somebody else", () => {
  const when = (command: Command, now = filingMoment) =>
    given(makeHistory(syntheticWorld({ stages: [["a"]] }))).when(command, now);

  it("needs that person's delegation, and names who acted", () => {
    when(filingBy()).thenRefused("DelegationMissing");
    when(filingBy(delegationOf(["file"]))).thenEvents(
      { type: "CaseFiled", applicant: "applicant-1", filedBy: STATION, delegation: { agent: STATION } },
      { type: "ItemAsked" },
    );
  });

  it.each([
    ["given to another station", delegationOf(["file"], "2026-11-30", "station-2"), "DelegationMissing"],
    ["that has ended", delegationOf(["file"], "2026-11-23"), "DelegationEnded"],
    ["that does not let it file", delegationOf(["correct", "read"]), "DelegationTooNarrow"],
  ] as const)("is refused with a delegation %s", (_, delegation, kind) => {
    when(filingBy(delegation)).thenRefused(kind);
  });

  it.each([
    ["2026-11-24", "2027-11-24", "2027-11-25"],
    ["2028-02-29", "2029-02-28", "2029-03-01"],
  ])("given on %s is for a year at most, until %s", (on, latest, tooLong) => {
    const file = (until: string) => when(filingBy(delegationOf(["file"], until)), moment(on));

    file(latest).thenEvents({ type: "CaseFiled" }, { type: "ItemAsked" });
    expect(file(tooLong).thenRefused("DelegationTooLong")).toMatchObject({ until: tooLong, latest });
  });

  it("may file through the last day of the delegation", () => {
    when(filingBy(delegationOf(["file"], "2026-11-24"))).thenEvents(
      { type: "CaseFiled" },
      { type: "ItemAsked" },
    );
  });

  it("needs none for a case of its own, nor does a window", () => {
    when({ ...syntheticFiling(), channel: "station", applicant: STATION, filedBy: STATION }).thenEvents(
      { type: "CaseFiled" },
      { type: "ItemAsked" },
    );
    when(filingBy(undefined, "window")).thenEvents({ type: "CaseFiled" }, { type: "ItemAsked" });
  });
});

describe("全程代理: what a station may do afterwards", () => {
  const acts: Record<"correct" | "withdraw" | "collect", Command> = {
    correct: { type: "CorrectCase", baseRevision: 1, form: { shared: 1 }, materials: [], by: STATION },
    withdraw: { type: "WithdrawCase", reason: "计划有变", by: STATION },
    collect: { type: "DeliverLicence", how: "counter", recipient: "张淮河", by: STATION },
  };
  const names = Object.keys(acts) as (keyof typeof acts)[];

  const standing = (act: keyof typeof acts, scope: Delegation["scope"]) => {
    const history = filed({}, filingMoment, filingBy(delegationOf(["file", ...scope])));
    return act === "collect" ? issued(history, ["a"], firstAnswer) : history;
  };

  it.each(names)("may %s where its delegation says so", (act) => {
    expect(standing(act, [act]).attempt(acts[act], firstAnswer)).toHaveProperty("events");
  });

  it.each(names)("may not %s where its delegation does not say so", (act) => {
    const others = names.filter((name) => name !== act);

    const refusal = given(standing(act, others))
      .when(acts[act], firstAnswer)
      .thenRefused("DelegationTooNarrow");

    expect(refusal).toMatchObject({ act, scope: ["file", ...others] });
  });

  it.each(names)("may not %s after its delegation has ended, nor after it was taken back", (act) => {
    const revoked = standing(act, [act]);
    revoked.perform({ type: "RevokeDelegation", reason: "本人办理" }, firstAnswer);

    const ended = given(standing(act, [act]))
      .when(acts[act], moment("2026-12-01"))
      .thenRefused("DelegationEnded");
    const takenBack = given(revoked).when(acts[act], firstAnswer).thenRefused("DelegationEnded");

    expect([ended.revoked, takenBack.revoked]).toEqual([false, true]);
  });

  it.each(names)("leaves the applicant to %s, whatever the delegation says", (act) => {
    const history = standing(act, []);

    expect(
      history.attempt({ ...acts[act], by: "applicant-1" } as Command, moment("2026-12-01")),
    ).toHaveProperty("events");
  });

  it("is taken back once, with a reason; what was done before stands", () => {
    const history = filed({}, filingMoment, filingBy(delegationOf(["file"])));
    const revoke = { type: "RevokeDelegation", reason: "本人办理" } as const;

    given(history).when(revoke, firstAnswer).thenEvents({ type: "DelegationRevoked", reason: "本人办理" });
    given(history).when(revoke, firstAnswer).thenEvents();
    given(filed()).when(revoke, firstAnswer).thenRefused("DelegationMissing");
    expect(history.state()).toMatchObject({ status: "reviewing", filedBy: STATION });
  });
});

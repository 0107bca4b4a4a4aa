import { workingDays } from "../../schemas/limit.ts";
import { sampleForm } from "../fixtures/company-registration/forms.ts";
import { answerItem, answers } from "./answers.ts";
import { approve, filedHistory, type History, issue, licenceRecordOf, makeHistory } from "./case-history.ts";
import { pay, payment, settledWithFees } from "./fee-cases.ts";
import { filedJoint } from "./joint-review-cases.ts";
import { filingMoment, later, moment } from "./moments.ts";
import { grant, projectWorld, reviewFiling } from "./project-world.ts";
import { material, materialsFor } from "./sample-filing.ts";
import { accepted, filed, issued as issuedBy, limitsOf, say } from "./timed-cases.ts";
import { attend, callOff, during, hold, propose, reply, surveyed } from "./visit-cases.ts";
import { calendarThrough2026, calendarThrough2027 } from "./year-2027.ts";

const now = later(filingMoment, { minutes: 30 });
const next = moment("2026-11-26");

/** Histories that together hold every event there is. */
export const everyEventHistories = (): History[] => {
  const corrected = filedHistory({ sample: "needs-correction", mode: "three-numbers" });
  corrected.perform(
    {
      ...{ type: "ClaimItem", itemId: "enterprise-registration", department: "market-regulation" },
      ...{ by: { id: "officer-market", name: "赵强" }, takesOver: false },
    },
    now,
  );
  corrected.perform(answerItem("enterprise-registration", answers.suspended(now)), now);
  corrected.perform(answerItem("enterprise-registration", answers.resumed(next)), next);
  corrected.perform({ type: "KeepTime" }, moment("2026-11-30"));
  corrected.perform({ type: "KeepTime" }, moment("2026-12-02"));
  corrected.perform(
    answerItem("enterprise-registration", answers.correctionRequired(moment("2026-12-02"))),
    moment("2026-12-02"),
  );
  const form = sampleForm("corrected");
  corrected.perform(
    { type: "CorrectCase", baseRevision: 1, form, materials: materialsFor(form) },
    moment("2026-12-03"),
  );
  approve(corrected, "enterprise-registration", moment("2026-12-03"), { n: 1 });
  approve(corrected, "enterprise-registration", moment("2026-12-04"), { n: 2 });
  corrected.perform(
    answerItem("organization-code", answers.correctionRequired(moment("2026-12-04"), { revision: 2 })),
    moment("2026-12-04"),
  );
  approve(corrected, "organization-code", moment("2026-12-07"));

  const refused = filedHistory({ sample: "refused" });
  refused.perform(answerItem("enterprise-registration", answers.rejected(now)), now);
  refused.perform({ type: "EraseCase", reason: "申请人请求" }, next);

  const withdrawn = filedHistory({ sample: "hazardous-chemicals" });
  approve(withdrawn, "hazardous-chemicals-permit", now);
  withdrawn.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
  const granted = { isGranted: true, reasons: "同意" } as const;
  withdrawn.perform({ type: "RuleOnWithdrawal", department: "market-regulation", ...granted }, now);
  withdrawn.perform(answerItem("hazardous-chemicals-permit", answers.voided(now)), now);

  const issued = filedHistory();
  issue(issued, now);
  const record = { ...licenceRecordOf(issued.world, issued.state()), version: 2 };
  issued.perform({ type: "ReissueLicence", reason: "遗失", record, signature: "s" }, next);
  issued.perform({ type: "RevokeLicence", reason: "撤销", basis: "行政许可法第六十九条" }, next);

  return [
    corrected,
    refused,
    withdrawn,
    issued,
    supervised(),
    ruledByLead(),
    returned(),
    met(),
    ofProject(),
    charged(),
    bearing(),
  ];
};

/** A case whose applicant signed conditions and promised material, under a lead that decides; item by item it is looked after. */
const supervised = (): History => {
  const checkWithin = workingDays(10);
  const history = filed(
    {
      stages: [["a", "b", "c"]],
      limits: limitsOf(3, 25),
      calendar: calendarThrough2026,
      required: { "lease-contract": { isTolerable: true } },
      rows: {
        a: { commitment: { conditions: [{ zh: "条件", en: "condition" }], checkWithin, basis: "b" } },
        c: { silence: { kind: "deemed-consent", basis: "b" } },
      },
    },
    filingMoment,
    {
      commitments: [{ item: "a", signedBy: "张淮河" }],
      promise: { codes: ["lease-contract"], signedBy: "张淮河" },
      channel: "station",
      filedBy: "station-1",
      delegation: { agent: "station-1", scope: ["file", "read"], until: "2026-12-31", mandate: null },
    },
  );
  say(history, "a", answers.approved(now), now);
  say(history, "b", answers.forwarded(now), now);
  say(history, "b", answers.extended(now), now);
  say(history, "c", answers.accepted(now), now);
  const approver = { name: "王市长", post: "市长", authority: "government-head" } as const;
  history.perform({ type: "ExtendCase", approver, reason: "情况复杂" }, now);
  history.perform({ type: "RevokeDelegation", reason: "本人办理" }, now);
  const to = { id: "officer-7", name: "程若谷", department: null };
  history.perform({ type: "HandOver", to, reason: "首问负责", by: "officer-7", mayTakeOver: false }, now);
  const rating = { occasion: "acceptance", item: null } as const;
  history.perform({ type: "RateCase", ...rating, level: 1, indicators: ["态度"], text: "慢" }, now);
  history.perform({ type: "AnswerRating", ...rating, reply: "已整改" }, next);
  history.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
  const refused = { isGranted: false, reasons: "已进入办理" } as const;
  history.perform({ type: "RuleOnWithdrawal", department: "dept-lead", ...refused }, now);
  history.world = { ...history.world, calendar: calendarThrough2027 };
  history.perform({ type: "KeepTime" }, moment("2026-12-02"));
  const [cardId = ""] = Object.keys(history.state().cards);
  const department = history.state().cards[cardId]?.responsible.department ?? "";
  history.perform({ type: "AppealCard", cardId, department, grounds: "系统故障" }, moment("2026-12-02"));
  history.perform({ type: "RuleOnCard", cardId, isRevoked: true, reasons: "属实" }, moment("2026-12-03"));
  say(history, "b", answers.approved(moment("2026-12-03")), moment("2026-12-03"));
  const materials = [material("lease-contract")];
  history.perform({ type: "CorrectCase", baseRevision: 1, form: {}, materials }, moment("2026-12-04"));
  issuedBy(history, [], moment("2026-12-04"));
  say(history, "a", answers.checked(moment("2026-12-07")), moment("2026-12-07"));
  return history;
};

/** A case in which one department kept silent and another objected, and the lead ruled on both. */
const ruledByLead = (): History => {
  const rows = { a: { silence: { kind: "lead-decides", basis: "b" } } } as const;
  const history = accepted({ stages: [["a", "b"]], limits: limitsOf(3, 20), policy: "lead-decides", rows });
  say(history, "b", answers.rejected(now), now);
  const day = moment("2026-12-02");
  history.perform({ type: "KeepTime" }, day);
  const rule = (itemId: string, ruling: "approve" | "refuse") =>
    history.perform(
      { type: "AnswerItem", itemId, department: "dept-lead", answer: answers.ruled(day, { ruling }) },
      day,
    );
  rule("a", "approve");
  rule("b", "refuse");
  return history;
};

/** A case whose applicant promised material and did not bring it. */
const returned = (): History => {
  const history = filed(
    { required: { "lease-contract": { isTolerable: true } }, limits: limitsOf(null, null) },
    filingMoment,
    { promise: { codes: ["lease-contract"], signedBy: "张淮河" } },
  );
  say(history, "a", answers.approved(now), now);
  history.perform({ type: "KeepTime" }, moment("2026-12-31"));
  return history;
};

/** A case that begins with a visit, called off once, seen anew after a revision and then held without one of the departments. */
const met = (): History => {
  const history = surveyed();
  history.perform(propose(), now);
  history.perform(callOff(), now);
  history.perform(propose(), now);
  const meetingId = history.state().meetings.at(-1)?.meetingId ?? "";
  history.perform(reply("a", now, { meetingId }), now);
  history.perform(
    { type: "CorrectCase", baseRevision: 1, form: { fields: { a: "new" } }, materials: [] },
    now,
  );
  history.perform(
    attend("a", during, { meetingId, position: { latitude: 32.94, longitude: 117.36 } }),
    during,
  );
  history.perform(hold(meetingId), during);
  return history;
};

/** A case of a project: it takes something over that is revoked later, and its project is granted the green channel. */
const ofProject = (): History => {
  const history = makeHistory(projectWorld);
  history.perform(reviewFiling(), filingMoment);
  history.perform({ type: "GrantGreenChannel", grant }, now);
  history.perform({ type: "FlagRevoked", source: "case-0", reason: "许可被撤销" }, next);
  return history;
};

/** A case that pays what its project pays once from the day the case that bore it ended. */
const bearing = (): History => {
  const pool = { isFirst: false, outputs: [], materials: [], bearsProjectFees: false };
  const history = filedJoint("drawing-review", { pool });
  history.perform({ type: "BearProjectFees" }, now);
  return history;
};

/** A case with a fee sheet: paid, paid again, then withdrawn, and its money paid back. */
const charged = (): History => {
  const history = settledWithFees();
  const notice = pay(history);
  const after = moment("2026-11-27");
  history.perform(payment({ ...notice, paymentId: "P-2" }), after);
  history.perform({ type: "WithdrawCase", reason: "计划有变" }, after);
  history.perform(
    { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: true, reasons: "同意" },
    after,
  );
  for (const refundId of ["finance:P-1-refund", "finance:P-2-refund"])
    history.perform(
      { type: "ConfirmRefund", department: "finance", refundId, refundedAt: after.at },
      moment("2026-11-28"),
    );
  return history;
};

import { both, copyOf, fact, make, moment } from "./follow-make.js";

/** Fen as yuan with groups of three digits, e.g. `1,234,567.05`. */
const yuan = (fen) =>
  (fen / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** From when until when, in Beijing; the day once where both are on it. */
const span = (startsAt, endsAt) => {
  const [from, until] = [startsAt, endsAt].map((at) => moment.format(new Date(at)));
  return from.slice(0, 10) === until.slice(0, 10) ? `${from}–${until.slice(11)}` : `${from} – ${until}`;
};

const panel = (title, kind, ...content) =>
  make("section", { class: `panel ${kind}`.trim() }, make("h2", {}, both(title)), content);

/** The parts of a case that not every case has: project, visits, bill; and its letters. */
export const makeJointView = (vocabulary, openLetter) => {
  const { texts } = vocabulary;
  const named = (names, id) => vocabulary[names][id] ?? { zh: id, en: id };
  const money = (fen) => both({ zh: `${yuan(fen)}${texts.yuan.zh}`, en: "" });

  /** What one department said about a visit, or what counts for it. */
  const replyOf = ({ reply, reason, signedInAt, consequence }) => {
    if (consequence === "deemed-consent") return texts.absentDeemed;
    if (consequence !== null) return texts.absentAnswers;
    if (signedInAt !== null) return texts.signedIn;
    if (reply === null) return texts.silent;
    if (reply === "confirmed") return texts.confirmed;
    return reason === null
      ? texts.declined
      : { zh: `${texts.declined.zh}：${reason}`, en: `${texts.declined.en}: ${reason}` };
  };

  const byDepartment = (invited) => [...new Map(invited.map((each) => [each.department, each])).values()];

  const visit = (meeting) => {
    const { kind, status, startsAt, endsAt, place, agenda, lead, invited, held, calledOff } = meeting;
    const [name, standing] = [named("meetings", kind), named("meetingStatuses", status)];
    return make(
      "li",
      { class: "visit" },
      make("h3", {}, both({ zh: `${name.zh}（${standing.zh}）`, en: `${name.en}, ${standing.en}` })),
      make(
        "dl",
        { class: "case-facts" },
        fact(texts.when, span(startsAt, endsAt)),
        fact(texts.where, place),
        fact(texts.ledBy, both(named("departments", lead))),
        fact(texts.agenda, agenda),
        held === null ? null : fact(texts.outcome, held.outcome),
        calledOff === null ? null : fact(texts.calledOff, calledOff.reason),
      ),
      make(
        "ul",
        { class: "replies" },
        byDepartment(invited).map((each) =>
          make(
            "li",
            { class: "row" },
            make("span", {}, both(named("departments", each.department))),
            make("span", { class: "reply" }, both(replyOf(each))),
          ),
        ),
      ),
    );
  };

  const line = ({ name, about, kind, amountFen, explained }) =>
    make(
      "li",
      { class: kind === "reduction" ? "fee-line is-reduction" : "fee-line" },
      make(
        "p",
        { class: "fee-name" },
        make(
          "span",
          {},
          both(about === null ? name : { zh: `${name.zh}（${about.zh}）`, en: `${name.en} (${about.en})` }),
        ),
        make("b", {}, yuan(amountFen)),
      ),
      make("p", { class: "small" }, both(explained)),
    );

  const refund = ({ refundId, amountFen, madeOn }) =>
    make(
      "li",
      {},
      `${refundId}　${yuan(amountFen)}${texts.yuan.zh}　`,
      both(
        madeOn === null
          ? texts.refundOrdered
          : { zh: `${texts.refundMade.zh} ${madeOn}`, en: `${texts.refundMade.en} ${madeOn}` },
      ),
    );

  const isOver = ({ status }) => ["refused", "withdrawn", "returned"].includes(status);

  /** What the bill waits for, in one sentence. */
  const standingOfBill = (shown, { outstandingFen }) => {
    if (isOver(shown)) return texts.billOver;
    return outstandingFen > 0 ? texts.waitsForPayment : texts.paid;
  };

  const listOf = (title, rows, row) =>
    rows.length === 0 ? null : [make("h3", {}, both(title)), make("ul", { class: "plain" }, rows.map(row))];

  return {
    /** The bill: the sums, what is owed, and every line explained. */
    bill: (shown, fees) => {
      if (fees === null) return null;
      const { sheet, payer, outstandingFen, payBy, payments, refunds } = fees;
      const lines = [sheet.treasury.administrative, sheet.treasury.fund, sheet.services].flatMap(
        (group) => group.lines,
      );
      return panel(
        texts.bill,
        outstandingFen > 0 ? "panel-caution" : "",
        sheet.notice === null
          ? null
          : make("p", { class: "notice notice-caution" }, make("span", {}, both(sheet.notice))),
        make("p", { class: "case-waiting" }, both(standingOfBill(shown, fees))),
        make(
          "dl",
          { class: "case-facts" },
          fact(texts.outstanding, make("b", {}, money(outstandingFen))),
          fact(texts.treasury, money(sheet.treasury.payableFen)),
          fact(texts.services, money(sheet.services.payableFen)),
          fact(texts.relief, money(sheet.reliefFen)),
          payer === null ? null : fact(texts.payer, payer),
          payBy === null ? null : fact(texts.payBy, payBy),
          fact(texts.billNumber, make("span", { class: "code" }, sheet.sheetId)),
        ),
        make(
          "details",
          {},
          make("summary", {}, both(texts.lines)),
          make("ol", { class: "fee-lines" }, lines.map(line)),
        ),
        listOf(texts.payments, payments, ({ paymentId, amountFen, paidAt }) =>
          make(
            "li",
            {},
            `${paymentId}　${yuan(amountFen)}${texts.yuan.zh}　${moment.format(new Date(paidAt))}`,
          ),
        ),
        listOf(texts.refunds, refunds, refund),
      );
    },

    /** Visits and meetings: when, where, and what each department said. */
    visits: (_, meetings) =>
      meetings.length === 0
        ? null
        : panel(texts.visits, "", make("ol", { class: "visits" }, meetings.toReversed().map(visit))),

    /** The project, its green channel, and what was taken over from earlier cases. */
    project: ({ project, greenChannel, inherited, inheritedMaterials }) => {
      if (project === null) return null;
      const standings = { revoked: texts.standingRevoked, expired: texts.standingExpired };
      const taken = [
        ...inherited.map(({ label, value, caseId, standing }) => ({
          name: label,
          value: String(value),
          caseId,
          standing,
        })),
        ...inheritedMaterials.map(({ code, caseId, standing }) => ({
          name: named("materials", code),
          value: "",
          caseId,
          standing,
        })),
      ];
      return panel(
        texts.project,
        "",
        make(
          "dl",
          { class: "case-facts" },
          fact(texts.projectCode, make("span", { class: "code" }, project.code)),
          fact(texts.project, project.name),
          fact(texts.works, project.works.join("、")),
          greenChannel === null
            ? null
            : fact(
                texts.greenChannel,
                `${texts.greenChannelSince.zh}${greenChannel.on}：${greenChannel.reason}（${greenChannel.basis}）`,
              ),
        ),
        listOf(texts.takenOver, taken, ({ name, value, caseId, standing }) =>
          make(
            "li",
            {},
            both(name),
            ` ${value} `,
            make("span", { class: "small" }, `${texts.takenOverFrom.zh} ${caseId}`),
            standings[standing] === undefined
              ? null
              : make(
                  "span",
                  { class: "overdue" },
                  copyOf("icon-alert"),
                  make("span", {}, both(standings[standing])),
                ),
          ),
        ),
      );
    },

    /** The official letters of the case, each to be fetched as a file. */
    letters: (letters) => {
      if (letters.length === 0) return null;
      const row = (letter) => {
        const button = make(
          "button",
          { type: "button", class: "letter" },
          copyOf("icon-document"),
          make("span", {}, both(letter.title)),
          make("span", { class: "code small" }, `${letter.number} · ${letter.on}`),
          make("span", { class: "visually-hidden" }, texts.download.zh),
        );
        button.addEventListener("click", () => void openLetter(letter));
        return make("li", {}, button);
      };
      return panel(texts.letters, "", make("ul", { class: "letters" }, letters.map(row)));
    },
  };
};

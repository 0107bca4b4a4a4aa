import { makeJointView } from "./follow-joint.js";
import { both, copyOf, fact, make, moment, spoken } from "./follow-make.js";

const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", timeStyle: "medium" });

/** The part of the page that shows one case. */
export const makeCaseView = (vocabulary, { caseElement, changes, openLetter }) => {
  const { texts } = vocabulary;
  const joint = makeJointView(vocabulary, openLetter);
  const units = {
    "working-day": [texts.workingDay, texts.workingDays],
    "natural-day": [texts.naturalDay, texts.naturalDays],
    "working-hour": [texts.workingHour, texts.workingHours],
    "natural-hour": [texts.naturalHour, texts.naturalHours],
  };
  const named = (names, id) => vocabulary[names][id] ?? { zh: id, en: id };
  let before = null;
  let live = make("p", { class: "live", role: "status" });

  /** The limit of the whole case, if one is set. */
  const wholeLimit = (label, shown, which) =>
    shown.limits[which] === null ? null : fact(label, dueText(shown, which, shown.acceptedOn !== null));

  const agentText = ({ until, revoked }) =>
    revoked
      ? both(texts.agentRevoked)
      : both({ zh: `${texts.until.zh}${until}`, en: `${texts.until.en} ${until}` });

  const head = (shown) =>
    make(
      "section",
      { class: "panel case-head", "aria-label": shown.title },
      make("h2", {}, shown.title, make("span", { class: "en code" }, shown.caseId)),
      make("div", {}, copyOf(`badge-case-${shown.status}`)),
      make("p", { class: "case-waiting" }, both(shown.waitingFor)),
      make(
        "dl",
        { class: "case-facts" },
        fact(texts.filedAt, moment.format(new Date(shown.filedAt))),
        shown.receivedOn === null ? null : fact(texts.receivedOn, shown.receivedOn),
        wholeLimit(texts.wholePromised, shown, "promised"),
        wholeLimit(texts.wholeStatutory, shown, "statutory"),
        shown.owner === null ? null : fact(texts.owner, shown.owner.name),
        shown.delegation === null ? null : fact(texts.agent, agentText(shown.delegation)),
        fact(texts.mode, both(named("modes", shown.mode))),
        fact(texts.revision, String(shown.revision)),
        shown.closedAt === null ? null : fact(texts.closedAt, moment.format(new Date(shown.closedAt))),
        shown.deliveredOn === null ? null : fact(texts.deliveredOn, shown.deliveredOn),
      ),
      live,
    );

  const point = (label, when, isDone) =>
    make(
      "li",
      isDone ? { class: "is-done" } : {},
      make("span", {}, both(label)),
      make("span", { class: "when" }, isDone || when !== null ? when : both(texts.notYet)),
    );

  const timeline = (item) => {
    const decided = item.decidedAt === null ? null : moment.format(new Date(item.decidedAt)).slice(0, 10);
    const waits =
      item.askedOn !== null && item.acceptedOn === null && decided === null && item.replyBy !== null;
    return make(
      "ol",
      { class: "timeline" },
      point(texts.asked, item.askedOn, item.askedOn !== null),
      waits
        ? point(texts.replyBy, item.replyBy, false)
        : point(texts.accepted, item.acceptedOn, item.acceptedOn !== null),
      point(texts.decided, decided, decided !== null),
    );
  };

  /** The end of a limit: a day, or the minute where it is in hours. */
  const endOf = (due, which) => {
    const at = due[`${which}At`];
    return at === undefined ? due[which] : moment.format(new Date(at));
  };

  /** The due day if the clock runs, else why there is none. */
  const dueText = (clock, which, isPaused) => {
    if (clock.limits[which] === null) return both(texts.noLimit);
    const end = endOf(clock.due, which);
    if (end !== null) return end;
    if (clock.due.unknownYear !== null) return both(texts.unknownYear);
    return both(isPaused ? texts.paused : texts.fromAcceptance);
  };

  const counted = ({ value, unit }) => {
    const [one, many] = units[unit];
    if (value === 0) return texts.atOnce;
    return { zh: `${value}${many.zh}`, en: `${value} ${value === 1 ? one.en : many.en}` };
  };

  const limit = (label, item, which) => {
    const span = item.limits[which];
    const isPaused = item.status === "suspended" || item.status === "correcting";
    return make(
      "div",
      {},
      make("dt", {}, both(label)),
      make(
        "dd",
        {},
        make("span", { class: "due" }, dueText(item, which, isPaused)),
        span === null ? null : make("span", { class: "span" }, both(counted(span))),
      ),
    );
  };

  const more = (item) => {
    const outputs = Object.entries(item.outputs);
    if (outputs.length === 0 && item.opinion === null) return null;
    return make(
      "dl",
      { class: "item-more" },
      item.opinion === null
        ? null
        : [make("dt", {}, both(texts.opinion)), make("dd", {}, spoken(item.opinion))],
      outputs.flatMap(([name, value]) => [
        make("dt", {}, both(named("outputs", name))),
        make("dd", {}, String(value)),
      ]),
    );
  };

  const overdue = (item) =>
    item.overdue
      ? make("span", { class: "overdue" }, copyOf("icon-alert"), make("span", {}, both(texts.overdue)))
      : null;

  const isIdle = ({ status }) => status === "not-applicable" || status === "waived" || status === "notified";

  const cardClass = (item, isFresh) => `item${isIdle(item) ? " is-idle" : ""}${isFresh ? " is-fresh" : ""}`;

  const itemCard = (item, isFresh) =>
    make(
      "li",
      { class: cardClass(item, isFresh) },
      make("div", { class: "item-head" }, copyOf(`badge-item-${item.status}`), overdue(item)),
      make(
        "div",
        {},
        make("h4", {}, both(item.name)),
        make("p", { class: "item-department" }, both(item.departmentName)),
      ),
      isIdle(item)
        ? make("p", { class: "item-why" }, both(item.why))
        : [
            timeline(item),
            more(item),
            make(
              "dl",
              { class: "limits" },
              limit(texts.promised, item, "promised"),
              limit(texts.statutory, item, "statutory"),
            ),
          ],
    );

  const stages = (shown, fresh) => {
    const ids = [...new Set(shown.items.map(({ stage }) => stage))];
    return make(
      "section",
      { "aria-label": texts.departments.zh },
      ids.map((id) =>
        make(
          "div",
          { class: "stage" },
          make("h3", { class: "stage-title" }, both(named("stages", id))),
          make(
            "ul",
            { class: "items" },
            shown.items
              .filter(({ stage }) => stage === id)
              .map((item) => itemCard(item, fresh.has(item.itemId))),
          ),
        ),
      ),
    );
  };

  const whereOf = (path) =>
    path.startsWith("materials.")
      ? named("materials", path.slice("materials.".length))
      : named("fields", path.replace(/\.\d+(?=\.|$)/g, "[]"));

  const itemNameIn = (shown, itemId) =>
    shown.items.find((item) => item.itemId === itemId)?.name ?? { zh: itemId, en: "" };

  const wordsOf = ({ processId }) => vocabulary.processes[processId];

  const notice = (shown) => {
    if (shown.notice === null || shown.status !== "awaiting-applicant") return null;
    const { number, issuedAt, wishes, answerBy } = shown.notice;
    const { notice: name } = wordsOf(shown);
    return make(
      "section",
      { class: "panel panel-caution" },
      make(
        "h2",
        {},
        both({
          zh: `${name.zh}（第${number}号）`,
          en: `${name.en} ${texts.number.en} ${number}`,
        }),
      ),
      make("p", {}, both(texts.noticeLead)),
      make("p", { class: "small" }, `${texts.issuedAt.zh} ${moment.format(new Date(issuedAt))}`),
      answerBy === null
        ? null
        : make(
            "p",
            {},
            both({ zh: `${texts.answerBy.zh}${answerBy}`, en: `${texts.answerBy.en} ${answerBy}` }),
          ),
      make(
        "ol",
        { class: "wishes" },
        wishes.map((wish) =>
          make(
            "li",
            {},
            make("p", { class: "wish-where" }, both(whereOf(wish.path))),
            make("p", {}, spoken(wish.message)),
            make("p", { class: "small" }, both(itemNameIn(shown, wish.itemId))),
          ),
        ),
      ),
    );
  };

  const refusal = (shown) => {
    if (shown.status !== "refused") return null;
    return make(
      "section",
      { class: "panel panel-bad" },
      make("h2", {}, both(texts.refusal)),
      make(
        "ol",
        { class: "wishes" },
        shown.refusal.map(({ itemId, text }) =>
          make(
            "li",
            {},
            make("p", { class: "wish-where" }, both(itemNameIn(shown, itemId))),
            make("p", {}, spoken(text)),
          ),
        ),
      ),
    );
  };

  const withdrawal = (shown) => {
    const request = shown.withdrawalRequest;
    const isPending = request !== null && request.status === "submitted";
    if (shown.withdrawal === null && !isPending) return null;
    const by = isPending && request.rulingBy !== null ? request.rulingBy : null;
    return make(
      "section",
      { class: "panel" },
      make("h2", {}, both(isPending ? texts.withdrawalPending : texts.withdrawal)),
      make("p", {}, isPending ? request.reason : shown.withdrawal),
      by === null
        ? null
        : make("p", {}, both({ zh: `${texts.ruledBy.zh}${by}`, en: `${texts.ruledBy.en} ${by}` })),
    );
  };

  const returned = (shown) =>
    shown.status === "returned"
      ? make(
          "section",
          { class: "panel panel-bad" },
          make("h2", {}, both(texts.returned)),
          make("p", {}, both(texts.returnedLead)),
        )
      : null;

  /** Material that was promised and is still owed. */
  const owed = (shown) => {
    const { tolerance } = shown;
    if (tolerance === null || tolerance.kept || shown.closedAt !== null) return null;
    const by = tolerance.dueOn;
    return make(
      "section",
      { class: "panel panel-caution" },
      make("h2", {}, both(texts.owed)),
      make(
        "ol",
        { class: "wishes" },
        tolerance.codes.map((code) => make("li", {}, both(named("materials", code)))),
      ),
      by === null
        ? null
        : make("p", {}, both({ zh: `${texts.owedBy.zh}${by}`, en: `${texts.owedBy.en} ${by}` })),
    );
  };

  const link = (href, kind, icon, text) =>
    make("a", { class: `button ${kind}`, href }, copyOf(icon), make("span", {}, both(text)));

  const licence = (shown) => {
    if (shown.licence === null) return null;
    const { licenceId, version, pdf, verify } = shown.licence;
    const { result } = wordsOf(shown);
    const openPdf = {
      zh: `${texts.openPdf.zh}${result.zh}（PDF）`,
      en: `${texts.openPdf.en} ${result.en} (PDF)`,
    };
    const qr = `/verify/${encodeURIComponent(licenceId)}/qr.svg?v=${version}`;
    return make(
      "section",
      { class: "panel panel-good" },
      make("h2", {}, both(result)),
      make(
        "div",
        { class: "licence-row" },
        make("img", { src: qr, alt: `${texts.qr.zh} ${texts.qr.en}`, width: "200", height: "200" }),
        make(
          "div",
          {},
          make("p", {}, both(texts.licenceLead)),
          make("p", { class: "code code-long" }, licenceId),
          make(
            "p",
            { class: "actions" },
            link(pdf, "", "icon-document", openPdf),
            link(verify, "button-plain", "icon-seal", texts.openVerify),
          ),
        ),
      ),
    );
  };

  const tell = (text) => {
    const now = new Date();
    changes.prepend(
      make(
        "li",
        {},
        make("time", { datetime: now.toISOString() }, clock.format(now)),
        make("span", {}, both(text)),
      ),
    );
  };

  /** Say what is different from what was shown, and return the items it is about. */
  const tellChanges = (shown) => {
    if (before === null || shown.status !== before.status) tell(shown.waitingFor);
    const changed = shown.items.filter((item) => {
      const old = before?.items.find(({ itemId }) => itemId === item.itemId);
      return old !== undefined && (old.status !== item.status || old.round !== item.round);
    });
    for (const item of changed) {
      const status = named("itemStatuses", item.status);
      tell({ zh: `${item.name.zh}：${status.zh}`, en: `${item.name.en}: ${status.en}` });
    }
    return new Set(changed.map(({ itemId }) => itemId));
  };

  return {
    /** Show a case as it stands, and tell what changed. */
    show: (shown, details) => {
      const fresh = tellChanges(shown);
      before = shown;
      const parts = [
        head(shown),
        notice(shown),
        owed(shown),
        refusal(shown),
        returned(shown),
        withdrawal(shown),
        licence(shown),
        joint.bill(shown, details.fees),
        joint.visits(shown, details.meetings),
        joint.letters(details.letters),
        stages(shown, fresh),
        joint.project(shown),
      ];
      caseElement.replaceChildren(...parts.filter((part) => part !== null));
      caseElement.hidden = false;
    },
    /** Show whether the page is still being told of changes: `live`, `retrying`, `ended` or `stopped`. */
    setLive: (state) => {
      if (live.dataset.state === state) return;
      live.dataset.state = state;
      live.replaceChildren(`${texts[state].zh} ${texts[state].en}`);
    },
    /** Forget the case that was shown. */
    clear: () => {
      before = null;
      live = make("p", { class: "live", role: "status" });
      caseElement.hidden = true;
      caseElement.replaceChildren();
      changes.replaceChildren();
    },
    /** A button for one case of a list. */
    caseButton: (row) =>
      make(
        "button",
        { type: "button" },
        make("span", { class: "case-title" }, row.title),
        make(
          "span",
          { class: "case-number code" },
          `${row.caseId} · ${moment.format(new Date(row.filedAt))}`,
        ),
        copyOf(`badge-case-${row.status}`),
      ),
  };
};

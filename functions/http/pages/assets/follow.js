import { makeCaseView } from "./follow-case.js";

/** How long the server may hold an answer back, in seconds. */
const WAIT_SECONDS = 20;
/** The pause before trying again grows from the first to the second, in milliseconds. */
const RETRY_MS = [1_000, 30_000];

const byId = (id) => document.getElementById(id);
const root = byId("follow");
const vocabulary = JSON.parse(root.dataset.vocabulary);
const { texts } = vocabulary;
/** The token by which the case on the page is read; letters are fetched by it. */
let reader = "";

/** Fetch a letter and hand it to the person as a file: an address alone would carry no token. */
const openLetter = async ({ number, url }) => {
  const response = await fetch(new URL(url).pathname, {
    headers: { authorization: `Bearer ${reader}`, accept: "application/pdf" },
    cache: "no-store",
  }).catch(() => null);
  if (response === null || !response.ok) return say(texts.letterFailed);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${number}.pdf`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const view = makeCaseView(vocabulary, {
  caseElement: byId("case"),
  changes: byId("changes"),
  openLetter,
});

let running = new AbortController();

const say = (text) => {
  byId("form-message").textContent = text === null ? "" : `${text.zh} ${text.en}`;
  byId("form-message").classList.toggle("is-busy", text === texts.loading);
};

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Read JSON from the hub. A problem comes back as `{ problem }`, in both languages as the hub wrote it. */
const read = async (address, token, signal) => {
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${token}`, accept: "application/json" },
    cache: "no-store",
    signal,
  });
  const body = await response.json().catch(() => ({}));
  if (response.ok) return { body };
  const [zh = "", en = ""] = `${body.title ?? texts.problem.zh} / ${texts.problem.en}`.split(" / ");
  const [detailZh = "", detailEn = ""] = `${body.detail ?? ""} / `.split(" / ");
  return { problem: { zh: `${zh}。${detailZh}`, en: `${en}. ${detailEn}` }, status: response.status };
};

/** What a case has besides its view, as far as the person may read it; what cannot be read is left out. */
const detailsOf = async (shown, token, signal) => {
  const address = `/v1/cases/${encodeURIComponent(shown.caseId)}`;
  const part = async (name, isThere) => {
    if (!isThere) return null;
    const { body = null } = await read(`${address}/${name}`, token, signal);
    return body;
  };
  const [letters, meetings, fees] = await Promise.all([
    part("letters", true),
    part("meetings", shown.meetings.length > 0),
    part("fees", shown.fees !== null),
  ]);
  return { letters: letters?.letters ?? [], meetings: meetings?.meetings ?? [], fees };
};

const isOpen = ({ status }) =>
  status === "reviewing" || status === "awaiting-applicant" || status === "settled";

/** Problems that pass by themselves; any other ends the following. */
const passes = (status) => status === 429 || status >= 500;

const pauseAfter = (failures) => sleep(Math.min(RETRY_MS[0] * 2 ** failures, RETRY_MS[1]));

/** Follow a case until it is closed, the person looks at another, or the hub refuses. */
const follow = async (caseId, token, signal) => {
  let version = null;
  let failures = 0;
  while (!signal.aborted) {
    const held = version === null ? "" : `?wait=${WAIT_SECONDS}&version=${version}`;
    try {
      const answer = await read(`/v1/cases/${encodeURIComponent(caseId)}${held}`, token, signal);
      if (answer.problem && !passes(answer.status)) {
        view.setLive("stopped");
        return say(answer.problem);
      }
      if (answer.problem) throw new Error(answer.problem.en);
      failures = 0;
      say(null);
      if (answer.body.version !== version)
        view.show(answer.body, await detailsOf(answer.body, token, signal));
      byId("changes-panel").hidden = false;
      if (version === null) byId("case").focus();
      version = answer.body.version;
      if (!isOpen(answer.body)) return view.setLive("ended");
      view.setLive("live");
    } catch {
      if (signal.aborted) return;
      view.setLive("retrying");
      if (version === null) say(texts.network);
      await pauseAfter(failures++);
    }
  }
};

const start = (caseId, token) => {
  reader = token;
  running.abort();
  running = new AbortController();
  view.clear();
  byId("changes-panel").hidden = true;
  history.replaceState(null, "", `/follow?case=${encodeURIComponent(caseId)}`);
  say(texts.loading);
  return follow(caseId, token, running.signal);
};

const caseButton = (row, token) => {
  const button = view.caseButton(row);
  button.addEventListener("click", () => {
    byId("case-id").value = row.caseId;
    byId("cases").hidden = true;
    void start(row.caseId, token);
  });
  return button;
};

const listCases = async (token) => {
  const answer = await read("/v1/cases?limit=20", token, undefined);
  if (answer.problem) return say(answer.problem);
  const { rows } = answer.body;
  const items = rows.map((row) => {
    const item = document.createElement("li");
    item.append(caseButton(row, token));
    return item;
  });
  byId("case-list").replaceChildren(...items);
  byId("cases").hidden = rows.length === 0;
  say(rows.length === 0 ? texts.noCases : null);
  if (rows.length > 0) byId("case-list").querySelector("button").focus();
};

/** The token the person pasted, or one of the demo person they picked. */
const tokenOf = async () => {
  const pasted = byId("token")
    .value.trim()
    .replace(/^Bearer\s+/i, "");
  if (pasted !== "") return pasted;
  const person = byId("person").value;
  if (person === "") return null;
  const response = await fetch("/oidc/token", { method: "POST", body: new URLSearchParams({ person }) });
  if (!response.ok) return null;
  return (await response.json()).access_token;
};

const submit = async () => {
  const caseId = byId("case-id").value.replace(/[\s-]/g, "");
  if (!/^\d*$/.test(caseId)) return say(texts.badCaseId);
  say(texts.loading);
  try {
    const token = await tokenOf();
    if (token === null) return say(texts.needToken);
    byId("cases").hidden = true;
    return await (caseId === "" ? listCases(token) : start(caseId, token));
  } catch {
    say(texts.network);
  }
};

/** People who may see cases; the others would only be told that there is none. */
const seesCases = ({ roles }) =>
  roles.some((role) => ["applicant", "station", "supervisor", "admin"].includes(role));

const roleText = ({ roles }) =>
  roles
    .map((role) => {
      const name = vocabulary.roles[role];
      return name === undefined ? role : `${name.zh} ${name.en}`;
    })
    .join("、");

/** Offer the demo people where the hub has its own issuer; elsewhere there is no such address. */
const offerPeople = async () => {
  const response = await fetch("/oidc/demo-people").catch(() => null);
  if (response === null || !response.ok) return;
  const people = await response.json();
  for (const person of people.filter(seesCases))
    byId("person").append(new Option(`${person.name}（${roleText(person)}）`, person.sub));
  byId("people").hidden = false;
  byId("own-token").open = false;
  byId("own-token").classList.add("is-second");
};

byId("follow-form").addEventListener("submit", (event) => {
  event.preventDefault();
  void submit();
});

await offerPeople();

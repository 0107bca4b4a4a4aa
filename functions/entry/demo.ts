import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { CaseView } from "../../schemas/http.ts";
import { serveEmbedded } from "../runtime/serve-embedded.ts";
import { playProject } from "./demo/construction/play-project.ts";
import { type HubClient, makeHubClient, Refused, signIn } from "./demo/hub-client.ts";
import { type Play, type Played, playCase } from "./demo/play-case.ts";
import { caseBlock, changeLines } from "./demo/progress.ts";
import { showLicence } from "./demo/show-licence.ts";
import { makeScreen, type Screen } from "./demo/terminal.ts";

const USAGE = `npm run demo -- [--process company-registration|construction] [--form FILE]
                 [--mode one-code|three-numbers] [--keep] [--seed N]

  --process P  company-registration (企业设立, default) or construction: one project through joint survey,
               drawing review, one fee sheet, payment and acceptance (联合踏勘、图审、一表收费、验收)
  --form FILE  file this form (JSON) instead of the samples
  --mode MODE  one-code (一照一码, default) or three-numbers (一照三号)
  --keep       stay up afterwards, to look around
  --seed N     another run of the departments' twins
`;

/** Departments that answer within seconds, so that one can watch. */
const watchable = {
  acceptAfterMs: [300, 1_200],
  decideAfterMs: [700, 2_500],
  duplicateRate: 0.3,
  reorderRate: 0,
  outageRate: 0.1,
  clockSkewMs: 0,
  dropAnswerRate: 0.1,
} satisfies NonNullable<Parameters<typeof serveEmbedded>[0]["twins"]>["dials"];

const fixtures = new URL("../../tests/fixtures/company-registration/", import.meta.url);
const sample = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(name, fixtures), "utf8"));

const samplePlays = async (mode: string | undefined): Promise<Play[]> => {
  const withMode = mode === undefined ? {} : { mode };
  return [
    { title: "① 一次通过 sails through", form: await sample("sails-through.json"), ...withMode },
    {
      title: "② 需要补正 needs a correction",
      form: await sample("needs-correction.json"),
      corrected: await sample("corrected.json"),
      ...withMode,
    },
    { title: "③ 不予许可 is refused", form: await sample("refused.json"), ...withMode },
  ];
};

const parseJson = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not well-formed JSON: ${(cause as Error).message}`, { cause });
  }
};

const seedOf = (text: string): number => {
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 0 || seed > 4_294_967_000)
    throw new Error(`--seed takes a whole number from 0, not "${text}"`);
  return seed;
};

const ownPlay = async (file: string, mode: string | undefined): Promise<Play[]> => {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(
      `${file} cannot be read; give the path of a JSON form, for example tests/fixtures/company-registration/sails-through.json`,
    );
  });
  const form = parseJson(file, text);
  return [{ title: "您的表单 your form", form, ...(mode === undefined ? {} : { mode }) }];
};

/** Play cases side by side, redrawing all of them whenever one moves. */
const playAll = async (screen: Screen, client: HubClient, plays: readonly Play[]): Promise<Played[]> => {
  const blocks = plays.map(({ title }): string[] => [`${title}  …`]);
  const seen: (CaseView | null)[] = plays.map(() => null);
  const played = await Promise.all(
    plays.map((play, index) =>
      playCase(client, play, (view) => {
        const before = seen[index] ?? null;
        seen[index] = view;
        blocks[index] = caseBlock(screen, play.title, view);
        screen.draw(screen.isLive ? blocks.flat() : changeLines(screen, play.title, before, view));
      }),
    ),
  );
  screen.settle();
  return played;
};

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const outcomeOf = ({ view }: Played): string => {
  if (view.refusal.length > 0) return `不予许可 refused: ${view.refusal.map(({ text }) => text).join("; ")}`;
  return view.licence === null ? view.waitingFor.zh : `已发照 issued ${view.licence.licenceId}`;
};

/** What a notice asks for and this run does not bring: how to go on. */
const showOpenNotice = (screen: Screen): void =>
  screen.print(
    "   补正后的表单请另存,用 --form 重新申请;或加 --keep,在 /follow 页面查看",
    "   mend the form and file it again with --form, or look around with --keep",
  );

const report = (screen: Screen, played: readonly Played[]): void => {
  for (const { play, notices } of played)
    for (const notice of notices)
      screen.print(
        "",
        screen.paint(
          "bold",
          `${play.title}: 补正告知书第${notice.number}号 / correction notice ${notice.number}`,
        ),
        ...notice.wishes.map((wish) => `   ${wish.itemId}  ${wish.path}: ${wish.message}`),
      );
  if (played.some(({ view }) => view.waitingOn === "applicant")) showOpenNotice(screen);
  screen.print("", screen.paint("bold", "办理用时 / what each took"));
  for (const each of played)
    screen.print(`   ${each.play.title}  ${seconds(each.tookMs)}  ${outcomeOf(each)}`);
};

const showRefusal = (screen: Screen, { problem }: Refused): void => {
  screen.print(`${problem.title}`, `${problem.detail}`);
  for (const { path, message } of problem.errors ?? [])
    screen.print(`   ${path}: ${message.zh} / ${message.en}`);
};

const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    const wait = setInterval(() => undefined, 60_000);
    process.once("SIGINT", () => {
      clearInterval(wait);
      resolve();
    });
  });

/** Survey, drawing review and acceptance each end with a result. */
const CONSTRUCTION_RESULTS = 3;

/** Whether the construction line is asked for. Throws on a process the demo does not know, or on a form it cannot use. */
const isConstructionNamed = (values: { process: string; form?: string; mode?: string }): boolean => {
  if (values.process === "company-registration") return false;
  if (values.process !== "construction")
    throw new Error(`--process takes company-registration or construction, not "${values.process}"`);
  if (values.form !== undefined || values.mode !== undefined)
    throw new Error(
      "--form and --mode are for company registration; leave them out with --process construction",
    );
  return true;
};

const playsOf = ({ form, mode }: { form?: string; mode?: string }): Promise<Play[]> =>
  form === undefined ? samplePlays(mode) : ownPlay(form, mode);

/** File companies side by side and show what came of them. @returns how many licences verify */
const playRegistrations = async (
  screen: Screen,
  baseUrl: string,
  plays: readonly Play[],
  folder: string,
): Promise<number> => {
  const client = makeHubClient(baseUrl, await signIn(baseUrl, "zhang-san"));
  const played = await playAll(screen, client, plays);
  report(screen, played);
  let shown = 0;
  for (const { view } of played)
    if (view.licence !== null && (await showLicence(screen, client, view.licence.licenceId, folder)))
      shown += 1;
  return shown;
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      process: { type: "string", default: "company-registration" },
      form: { type: "string" },
      mode: { type: "string" },
      keep: { type: "boolean", default: false },
      seed: { type: "string", default: "7" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const isConstruction = isConstructionNamed(values);
  const screen = makeScreen(process.stdout);
  const began = performance.now();
  const plays = isConstruction ? [] : await playsOf(values);
  const dataDir = await mkdtemp(join(tmpdir(), "lianban-demo-"));
  const twins = { seed: seedOf(values.seed), dials: watchable };
  const delivery = { pausesMs: [500, 1_000, 2_000, 5_000, 10_000, 30_000] };
  const hub = await serveEmbedded({ host: "127.0.0.1", port: 0, dataDir, twins, delivery });
  let shown = 0;
  try {
    screen.print(`联办演示 / Lianban demo  ${hub.baseUrl}`, "");
    const out = await mkdtemp(join(tmpdir(), "lianban-licence-"));
    shown = isConstruction
      ? await playProject(screen, hub.baseUrl, out)
      : await playRegistrations(screen, hub.baseUrl, plays, out);
    screen.print("", `共用时 / in all ${seconds(performance.now() - began)}`);
    if (!values.keep)
      screen.print("加 --keep 可在浏览器中打开以上地址 / with --keep the addresses above stay up");
    if (values.keep) {
      screen.print("", `仍在运行 / still up: ${hub.baseUrl}/follow — Ctrl-C 结束 / ends it`);
      await untilInterrupted();
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    showRefusal(screen, error);
  } finally {
    await hub.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  return shown >= (isConstruction ? CONSTRUCTION_RESULTS : 1) ? 0 : 1;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);

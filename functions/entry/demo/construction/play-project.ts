import type { CaseFeesView } from "../../../../schemas/fee-view.ts";
import type { CaseView } from "../../../../schemas/http.ts";
import type { ProjectView } from "../../../../schemas/project.ts";
import { type HubClient, makeHubClient, signIn } from "../hub-client.ts";
import { caseBlock, changeLines } from "../progress.ts";
import { showLicence } from "../show-licence.ts";
import { padTo, type Screen } from "../terminal.ts";
import { channelSecret, payTreasury } from "./payment.ts";
import { leads, samplePhases } from "./phases.ts";
import { type Phase, type PlayedPhase, playPhase } from "./play-phase.ts";
import { feeLines } from "./show-fees.ts";

const clientOf = async (baseUrl: string, person: string): Promise<HubClient> =>
  makeHubClient(baseUrl, await signIn(baseUrl, person));

const drawer = (screen: Screen, { title }: Phase) => {
  let before: CaseView | null = null;
  return (view: CaseView): void => {
    screen.draw(screen.isLive ? caseBlock(screen, title, view) : changeLines(screen, title, before, view));
    before = view;
  };
};

const reAsked = ({ items }: CaseView): string =>
  items
    .filter(({ round }) => round > 1)
    .map(({ departmentName }) => departmentName.zh)
    .join("、");

/** What is worth a word once a phase is over: what was mended and who looked again, what nobody was asked for anew. */
const report = (screen: Screen, { view, notices, tookMs }: PlayedPhase, handedIn: number): void => {
  const inherited = view.inheritedMaterials.length + view.inherited.length;
  screen.print(
    ...notices.flatMap(({ number, wishes, answerBy }) => [
      screen.paint(
        "bold",
        `   整改意见通知书第${number}号 / rectification notice ${number}（${answerBy ?? "—"}前）`,
      ),
      ...wishes.map(({ itemId, message }) => `     ${itemId}: ${message}`),
      `     整改后只再次征询 / asked again: ${reAsked(view)}`,
    ]),
    ...(inherited === 0
      ? []
      : [
          `   沿用前阶段 / taken over: 成果${view.inherited.length}项、材料${view.inheritedMaterials.length}份；本阶段只交${handedIn}份 / handed in ${handedIn}`,
        ]),
    `   用时 / took ${(tookMs / 1_000).toFixed(1)} s   ${view.waitingFor.zh}`,
  );
};

const showProject = (screen: Screen, { code, name, phases, outputs, materials }: ProjectView): void =>
  screen.print(
    "",
    screen.paint("bold", `项目 / project  ${code}  ${name}`),
    ...phases.flatMap((phase) =>
      phase.cases.map(({ caseId, status }) => `   ${padTo(phase.name.zh, 12)}${caseId}  ${status}`),
    ),
    `   成果 / outputs ${outputs.length}   材料 / materials ${materials.length}`,
    ...outputs.map(
      ({ label, value, caseId, on }) =>
        `     ${padTo(label.zh, 26)}${padTo(String(value), 28)}${screen.paint("dim", `${caseId}  ${on}`)}`,
    ),
  );

/**
 * Take the sample project through survey, drawing review, fees and acceptance, with ten departments that answer by
 * themselves; the leads hold the visits, the builder mends and pays.
 * @returns how many results were issued and verify
 */
export const playProject = async (screen: Screen, baseUrl: string, folder: string): Promise<number> => {
  const [builder, admin] = await Promise.all([clientOf(baseUrl, "zhang-san"), clientOf(baseUrl, "admin")]);
  const secret = await channelSecret(admin);
  const pay = async (fees: CaseFeesView): Promise<void> => {
    const receipt = await payTreasury(baseUrl, secret, fees, `demo-${fees.caseId}`);
    screen.print(`   缴费到账 / paid   ${receipt.outcome}，尚欠 / outstanding ${receipt.outstandingFen}`);
  };
  const phases = await samplePhases();
  let good = 0;
  let held: string[] = [];
  for (const phase of phases) {
    const lead = await clientOf(baseUrl, leads[phase.processId as keyof typeof leads]);
    const played = await playPhase({ builder, lead, pay }, phase, held, {
      onChange: drawer(screen, phase),
      onFees: (fees) => {
        screen.settle();
        screen.print("", ...feeLines(screen, fees));
      },
    });
    screen.settle();
    const { view } = played;
    report(screen, played, (view.materials?.length ?? 0) - view.inheritedMaterials.length);
    if (view.licence === null) break;
    if (await showLicence(screen, builder, view.licence.licenceId, folder)) good += 1;
    const project = await builder.readAs<ProjectView>(`/v1/projects/${view.project?.code}`);
    held = project.materials.map(({ code }) => code);
    if (phase === phases.at(-1)) showProject(screen, project);
  }
  return good;
};

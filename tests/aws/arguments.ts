import { parseArgs } from "node:util";
import { bilingual } from "../../schemas/message.ts";

/** What is checked, by the names `--only` takes. */
export const CHECKS = ["contract", "journeys", "redeploy"] as const;
/** See {@link CHECKS}. */
export type Check = (typeof CHECKS)[number];

/** What a run is to do. */
export interface Wanted {
  checks: ReadonlySet<Check>;
  deploys: boolean;
  keeps: boolean;
}

/** How the run is called. */
export const usage = `npm run test:aws [-- --only STEP] [--keep]

  ${bilingual("在本机的 AWS 仿真器上部署整个中枢并验证,不需要账户", "deploys the whole hub on an AWS emulator on this machine and proves it; no account is needed")}

  --only STEP   ${bilingual(`只做 ${CHECKS.join("、")} 之一,可多次;deploy 只部署`, `only ${CHECKS.join(", ")}; may be given several times; deploy only deploys`)}
  --keep        ${bilingual("做完后保持运行并说明用法,Ctrl-C 结束", "stay up afterwards and say how to use it; Ctrl-C ends it")}
`;

const options = {
  only: { type: "string", multiple: true },
  keep: { type: "boolean" },
  help: { type: "boolean" },
} as const;

const isStep = (text: string): boolean => text === "deploy" || CHECKS.some((each) => each === text);

/** Read the arguments; `null` asks for the usage. */
export const readArguments = (args: readonly string[]): Wanted | null => {
  try {
    const { only = CHECKS, keep = false, help = false } = parseArgs({ args: [...args], options }).values;
    if (help || !only.every(isStep)) return null;
    return {
      checks: new Set(CHECKS.filter((each) => only.includes(each))),
      deploys: keep || only.some((each) => each !== "contract"),
      keeps: keep,
    };
  } catch {
    return null;
  }
};

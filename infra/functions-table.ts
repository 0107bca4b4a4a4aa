import type { VariableName } from "../functions/runtime/aws/environment.ts";
import type { EntryName } from "./bundle.ts";
import type { Right } from "./rights.ts";

/** What one function is for, how large it is, and all it may do and is told. */
export interface FunctionRow {
  does: string;
  /** Memory in MB, which buys CPU in proportion: 1,769 MB are one core. */
  memoryMb: number;
  /** The longest one invocation may take, in seconds. */
  timeoutSeconds: number;
  /** Invocations at once that nobody else may use, and at most; 0 takes what the account has left. */
  reservedConcurrency: number;
  /** Why these three figures. */
  reason: string;
  /**
   * Whether it sends messages to the very queue that wakes it, as a lane that goes on later does. Lambda takes that for a
   * runaway loop after some sixteen rounds and stops it, unless it is told.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   */
  wakesItself?: true;
  rights: readonly Right[];
  /** Variables beside those of {@link everyFunction}. */
  variables: readonly VariableName[];
}

/** What every function is told. */
export const everyFunction: readonly VariableName[] = [
  "LIANBAN_TABLE",
  "LIANBAN_BUCKET",
  "LIANBAN_BASE_URL",
  "LIANBAN_DATA_KEY_ID",
  "LIANBAN_SECRETS_PREFIX",
  "LIANBAN_CONNECTIONS",
  "LIANBAN_LOG",
];

const signIn: readonly VariableName[] = [
  "LIANBAN_OIDC_ISSUER",
  "LIANBAN_OIDC_AUDIENCE",
  "LIANBAN_DEMO_ISSUER",
];

/**
 * Every function. Reserved concurrency is 0 throughout: it is taken from all others, and a new account has 10 in all.
 * Set `<function>.reservedConcurrency` where one kind of work must never starve another.
 */
export const functionsTable: Readonly<Record<EntryName, FunctionRow>> = {
  api: {
    does: "the express lane, desks and supervision",
    memoryMb: 1_024,
    timeoutSeconds: 29,
    reservedConcurrency: 0,
    reason:
      "a cold start is half compiling and wants CPU; long polls hold 25 s and the API gives up after 30 s",
    rights: [
      "workOnCases",
      "listCases",
      "openCases",
      "makeCaseKeys",
      "signLicences",
      "readLicenceKeys",
      "readMac",
      "keepDocuments",
      "eraseDocuments",
      "sendToDepartments",
      "retryEffects",
    ],
    variables: [
      "LIANBAN_LICENCE_KEY_ID",
      "LIANBAN_QUEUES",
      "LIANBAN_RELAY_QUEUE_URL",
      "LIANBAN_UPLOAD_MB",
      ...signIn,
    ],
  },
  public: {
    does: "pages, and printed licences",
    memoryMb: 1_769,
    timeoutSeconds: 29,
    reservedConcurrency: 0,
    reason:
      "printing a licence reads two fonts of 10 MB and subsets them: one whole core does it in a second",
    rights: ["readLicences", "countCases", "readMac"],
    variables: [],
  },
  letters: {
    does: "prints the official letters of cases",
    memoryMb: 1_769,
    timeoutSeconds: 29,
    reservedConcurrency: 0,
    reason: "as public; a notice of fifty long wishes takes two seconds",
    rights: ["readCases", "openCases", "noteLooks"],
    variables: signIn,
  },
  webhooks: {
    does: "departments' messages, and the rotation of their secrets",
    memoryMb: 1_024,
    timeoutSeconds: 15,
    reservedConcurrency: 0,
    reason:
      "departments wait for the answer: CPU for a short cold start; a commit takes some tens of milliseconds",
    rights: ["workOnCases", "openCases", "readWebhookSecrets", "rotateWebhookSecrets"],
    variables: signIn,
  },
  ask: {
    does: "the task that asks one item",
    memoryMb: 512,
    timeoutSeconds: 30,
    reservedConcurrency: 0,
    reason: "nobody waits for it; half the 60 s after which the state machine gives a step up",
    rights: ["workOnCases", "openCases", "resumeCases"],
    variables: [],
  },
  settle: {
    does: "the task that settles a stage",
    memoryMb: 512,
    timeoutSeconds: 30,
    reservedConcurrency: 0,
    reason: "as ask",
    rights: ["workOnCases", "openCases"],
    variables: [],
  },
  issue: {
    does: "the task that issues the licence",
    memoryMb: 512,
    timeoutSeconds: 30,
    reservedConcurrency: 0,
    reason: "as ask",
    rights: ["workOnCases", "openCases", "signLicences", "readLicenceKeys"],
    variables: ["LIANBAN_LICENCE_KEY_ID"],
  },
  relay: {
    does: "carries out what follows from committed events",
    memoryMb: 1_024,
    timeoutSeconds: 60,
    reservedConcurrency: 0,
    reason: "a batch of cases is worked on at once; a batch that meets a slow service must still end",
    wakesItself: true,
    rights: [
      "readCommits",
      "takeRetries",
      "workOnCases",
      "openCases",
      "readMac",
      "eraseDocuments",
      "sendToDepartments",
      "retryEffects",
      "startCases",
      "resumeCases",
    ],
    variables: ["LIANBAN_QUEUES", "LIANBAN_RELAY_QUEUE_URL", "LIANBAN_STATE_MACHINES"],
  },
  adapter: {
    does: "delivers to one department, in its dialect",
    memoryMb: 512,
    timeoutSeconds: 60,
    reservedConcurrency: 0,
    reason:
      "it mostly waits: a department has 15 s for a message, and messages of one case go one after another",
    wakesItself: true,
    rights: ["workOnCases", "listOwnMessages", "openCases", "readOwnSecret", "serveOwnQueue"],
    variables: ["LIANBAN_DEPARTMENT", "LIANBAN_QUEUES", "LIANBAN_DELIVERY_PAUSES_SECONDS"],
  },
  watch: {
    does: "keeps time, drives cases that stand still, and measures",
    memoryMb: 1_024,
    timeoutSeconds: 300,
    reservedConcurrency: 0,
    reason: "on the day a limit runs out for many it looks at thousands of cases in one sweep",
    rights: [
      "workOnCases",
      "listCases",
      "openCases",
      "readMac",
      "eraseDocuments",
      "sendToDepartments",
      "retryEffects",
      "startCases",
      "resumeCases",
    ],
    variables: [
      "LIANBAN_STUCK_SECONDS",
      "LIANBAN_QUEUES",
      "LIANBAN_RELAY_QUEUE_URL",
      "LIANBAN_STATE_MACHINES",
    ],
  },
};

/** The functions, by name. */
export const entries = Object.keys(functionsTable) as EntryName[];

import type { StateMachineDefinition } from "../../functions/workflow/compile.ts";

/** Seconds of the year after which Step Functions ends an execution by itself, without saying so to anybody. */
const YEAR_SECONDS = 365 * 86_400;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTimed = ({ TimeoutSeconds: seconds }: Record<string, unknown>): boolean =>
  typeof seconds === "number" && Number.isInteger(seconds) && seconds > 0 && seconds < YEAR_SECONDS;

/** Every state of a definition by its path, those inside branches and iterators too. */
export const statesOf = (value: unknown, path = ""): [path: string, state: Record<string, unknown>][] => {
  if (Array.isArray(value)) return value.flatMap((each, index) => statesOf(each, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  const { States } = value;
  const named = isRecord(States) ? Object.entries(States) : [];
  return [
    ...named.flatMap(([name, state]): [string, Record<string, unknown>][] =>
      isRecord(state) ? [[`${path}/${name}`, state]] : [],
    ),
    ...(isRecord(States)
      ? named.flatMap(([name, state]) => statesOf(state, `${path}/${name}`))
      : Object.entries(value).flatMap(([key, each]) => statesOf(each, `${path}.${key}`))),
  ];
};

/** Every wait of a definition that is not bounded below a year: the machine itself and each task. */
export const unboundedWaits = (definition: StateMachineDefinition): string[] => [
  ...(isTimed({ ...definition }) ? [] : ["the machine"]),
  ...statesOf(definition)
    .filter(([, state]) => state.Type === "Task" && !isTimed(state))
    .map(([path]) => path),
];

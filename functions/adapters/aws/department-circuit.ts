import { type Circuit, CLOSED, makeCircuitItem } from "./circuit-item.ts";
import { makeOnce } from "./once.ts";
import type { Table } from "./table.ts";

/** What a circuit learns from: the department took the message or told to stop, or it failed. */
export type Heard = "answer" | "failure";

/** Whether a message may be sent now: wait so many milliseconds, or send it and tell what was heard. */
export type Admission =
  | { kind: "Wait"; milliseconds: number }
  | { kind: "Send"; hear: (heard: Heard) => Promise<void> };

/** Decides when a department may be sent messages, by how it has answered all invocations. */
export interface DepartmentCircuit {
  /** How long the department is left alone, in milliseconds; 0 when it may be asked to {@link DepartmentCircuit.admit}. */
  leftAloneFor: () => Promise<number>;
  admit: () => Promise<Admission>;
}

/** How a circuit behaves. */
export interface CircuitOptions {
  /** Failures in a row after which a department is left alone for `breakMs`. */
  breakAfter: number;
  breakMs: number;
  /** How long a probe may be under way before it counts as lost, in milliseconds. */
  probeMs: number;
  now: () => number;
  /** The department answers again after it was left alone. */
  onClosed: () => Promise<void>;
}

/**
 * The circuit of one department for one batch of messages. It is read once, when it is first asked; what the batch
 * itself writes, and what refuses a write, brings it up to date. Answers cost no write while there are no failures.
 *
 * After `breakMs` one message at a time, over all invocations, is sent as a probe; those of the same batch wait for
 * what it comes to.
 */
export const makeDepartmentCircuit = (
  table: Table,
  department: string,
  { breakAfter, breakMs, probeMs, now, onClosed }: CircuitOptions,
): DepartmentCircuit => {
  const item = makeCircuitItem(table, department);
  let circuit = CLOSED;
  let probe: Promise<void> | null = null;

  const read = makeOnce(async () => {
    circuit = await item.read();
  });

  const isBroken = ({ failures }: Circuit): boolean => failures >= breakAfter;

  const remaining = (): number => (isBroken(circuit) ? Math.max(circuit.openUntil - now(), 0) : 0);

  const hearAnswer = async (): Promise<void> => {
    if (circuit.failures === 0) return;
    circuit = CLOSED;
    if (isBroken(await item.close())) await onClosed();
  };

  const hearFailure = async (): Promise<void> => {
    const failed = await item.fail();
    const at = now();
    if (isBroken(failed) && failed.openUntil <= at) circuit = await item.open(failed, at, at + breakMs);
    else if (failed.failures > circuit.failures) circuit = failed;
  };

  const hear = (heard: Heard): Promise<void> => (heard === "answer" ? hearAnswer() : hearFailure());

  const admitProbe = async (): Promise<Admission> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    probe = promise;
    const endProbe = (): void => {
      probe = null;
      resolve();
    };
    const taken = await item.probe(circuit, probeMs).catch((error: unknown) => {
      endProbe();
      throw error;
    });
    if (taken === "Mine") return { kind: "Send", hear: (heard) => hear(heard).finally(endProbe) };
    circuit = taken;
    endProbe();
    return isBroken(circuit)
      ? { kind: "Wait", milliseconds: remaining() || breakMs }
      : { kind: "Send", hear };
  };

  return {
    leftAloneFor: async () => {
      await read();
      return remaining();
    },
    admit: async () => {
      await read();
      while (probe !== null) await probe;
      if (!isBroken(circuit)) return { kind: "Send", hear };
      const milliseconds = remaining();
      return milliseconds > 0 ? { kind: "Wait", milliseconds } : admitProbe();
    },
  };
};

import { describe } from "vitest";
import { type RelayCrowds, testRelaySource } from "../relay-source.contract.ts";
import { relaySourceFixture } from "./relay-source-fixture.ts";

/**
 * Fewer than embedded: an emulator takes a thousand requests a second. A try again comes a second later at least, so
 * that fresh entries take long enough to be still waiting then, on a machine of any speed.
 */
const CROWDS: RelayCrowds = {
  cases: 200,
  failing: 100,
  poisoned: 200,
  floodThousands: 2,
  floodMs: 250,
  patienceMs: 45_000,
};

describe("the AWS adapters", () => {
  testRelaySource(relaySourceFixture, CROWDS);
});

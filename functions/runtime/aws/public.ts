import type { Hub } from "../../application/hub.ts";
import { makePublicApp } from "../../http/public-app.ts";
import { makeFunctionHub, makeGround } from "./hub.ts";
import { macs } from "./keys.ts";

/**
 * How long the counts on the front page may be old, in milliseconds: those of closed cases read an entry for each case
 * there ever was.
 */
const COUNTS_MS = 10 * 60_000;

/** Counts that are read again only when they are old. */
const withOldCounts = (store: Hub["store"]): Hub["store"] => {
  let known: { counts: ReturnType<typeof store.counts>; at: number } | undefined;
  return {
    ...store,
    counts: () => {
      if (known === undefined || Date.now() - known.at > COUNTS_MS)
        known = { counts: store.counts(), at: Date.now() };
      known.counts.catch(() => {
        known = undefined;
      });
      return known.counts;
    },
  };
};

/** The function of everybody: pages and printed licences. */
export const makePublicFunction = () => {
  const { hub } = makeFunctionHub(makeGround(macs()));
  return makePublicApp({ ...hub, store: withOldCounts(hub.store) });
};

import { makeRelayFunction } from "../../runtime/aws/relay.ts";

export const handler = makeRelayFunction();

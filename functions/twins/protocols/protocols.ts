import { formSm3Protocol } from "./form-sm3.ts";
import { jsonProtocol } from "./json.ts";
import type { Protocol, ProtocolId } from "./protocol.ts";
import { xmlGbkProtocol } from "./xml-gbk.ts";

/** The protocols twins speak, by id. */
export const protocols: Readonly<Record<ProtocolId, Protocol>> = {
  json: jsonProtocol,
  "xml-gbk": xmlGbkProtocol,
  "form-sm3": formSm3Protocol,
};

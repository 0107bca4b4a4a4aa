import { type Protocol, readDelivery, readingSafely } from "./protocol.ts";

const typeOfMethod = (method: string | null): string => String(method).replace(/^joint\./, "lianban.");

const methodOfType = (type: string): string =>
  `joint.item.${type.replace("lianban.item.", "").replace("correction-required", "correction")}`;

/** Form posts of the older tax system, signed with HMAC-SM3. */
export const formSm3Protocol: Protocol = {
  id: "form-sm3",
  digest: "sm3",
  read: ({ body }) =>
    readingSafely(() => {
      const form = new URLSearchParams(Buffer.from(body).toString("utf8"));
      const data: { caseId?: unknown; itemId?: unknown } = JSON.parse(form.get("payload") ?? "");
      if (data.caseId !== form.get("caseNo") || data.itemId !== form.get("itemNo"))
        return { kind: "Unreadable", detail: "caseNo or itemNo is not the payload's" };
      return readDelivery({
        id: form.get("serial"),
        type: typeOfMethod(form.get("method")),
        source: form.get("sender"),
        time: form.get("sentAt"),
        data,
      });
    }),
  write: ({ webhookId, type, source, caseId, itemId, time, data }) => {
    const fields: [string, string][] = [
      ["method", methodOfType(type)],
      ["serial", webhookId],
      ["sender", source],
      ["sentAt", time],
      ["caseNo", caseId],
      ["itemNo", itemId],
      ["payload", JSON.stringify(data)],
    ];
    const body = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    return {
      contentType: "application/x-www-form-urlencoded",
      body: Uint8Array.from(Buffer.from(body)),
    };
  },
};

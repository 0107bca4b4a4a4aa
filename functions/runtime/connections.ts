import { readFileSync } from "node:fs";
import * as z from "zod";
import { bilingual, type Message } from "../../schemas/message.ts";
import { zodMessage } from "../../schemas/zod-message.ts";
import { bengbuCatalog } from "../catalog/bengbu.ts";
import { dialectIds } from "../departments/dialects.ts";
import type { DepartmentConnection } from "../ports/directory.ts";
import { processes } from "../processes/processes.ts";

const departmentIds = [...bengbuCatalog.departments.keys()];

/** Every department an item of some process is decided by: without a connection its cases would wait for ever. */
const neededDepartments: ReadonlySet<string> = new Set(
  [...processes.values()]
    .flatMap(({ stages }) => stages.flatMap(({ items }) => items))
    .flatMap(({ item }) => bengbuCatalog.items.get(item)?.department ?? []),
);

const department = z.enum(
  departmentIds,
  bilingual(
    `没有这个部门,请改为:${departmentIds.join("、")}`,
    `no such department; use one of ${departmentIds.join(", ")}`,
  ),
);

const spoken = dialectIds.join(", ");

const dialect = z
  .string()
  .refine(
    (id) => dialectIds.includes(id),
    bilingual(`没有这种方言,请改为:${spoken}`, `no such dialect; use one of ${spoken}`),
  );

const httpUrl = z
  .string()
  .refine(
    (text) => {
      const url = URL.parse(text);
      return url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "";
    },
    bilingual(
      "应为 http:// 或 https:// 开头、不带 ? 和 # 的地址,例如 https://system.example.cn/api",
      "it must be an address with http:// or https:// and without ? or #, e.g. https://system.example.cn/api",
    ),
  )
  .transform((text) => text.replace(/\/+$/, ""));

/** A desk that answers over the API at all signs plain CloudEvents unless told otherwise. */
const desk = z.strictObject({
  department,
  channel: z.literal("desk"),
  dialect: dialect.default("json"),
  url: httpUrl.or(z.literal("")).default(""),
});
const system = z.strictObject({ department, channel: z.literal("system"), dialect, url: httpUrl });

const connections = z
  .array(
    z.discriminatedUnion("channel", [system, desk], {
      error: bilingual('channel 应为 "system" 或 "desk"', 'channel must be "system" or "desk"'),
    }),
  )
  .superRefine((entries, context) => {
    for (const [index, entry] of entries.entries())
      if (entries.findIndex((each) => each.department === entry.department) < index)
        context.addIssue({
          code: "custom",
          path: [index, "department"],
          message: bilingual(
            "该部门已有一条,请删去其一",
            "the department has an entry already; remove one of them",
          ),
        });
    for (const id of neededDepartments)
      if (!entries.some((entry) => entry.department === id))
        context.addIssue({
          code: "custom",
          message: bilingual(
            `缺少部门 ${id},请补一条(没有系统的用 "channel": "desk")`,
            `department "${id}" decides an item but has no entry; add one ("channel": "desk" if it has no system)`,
          ),
        });
  });

/** Where an issue is, counted as people count: `entry 2 (tax), url`. */
const placeOf = (value: unknown, [index, ...rest]: readonly PropertyKey[]): string => {
  if (typeof index !== "number" || !Array.isArray(value)) return "the list";
  const name: unknown = value[index]?.department;
  const entry = `entry ${index + 1}${typeof name === "string" ? ` (${name})` : ""}`;
  return [entry, ...rest.map(String)].join(", ");
};

const faultOf = (place: string, { zh, en }: Message): string => `  ${place}: ${bilingual(zh, en)}`;

/**
 * Read how each department is reached from a parsed list of `{ department, channel, dialect, url }`.
 *
 * Throws with every fault: its entry, its field and the remedy. Trailing slashes of an address are dropped; a desk
 * needs neither dialect nor address.
 */
export const parseConnections = (value: unknown, from: string): DepartmentConnection[] => {
  const result = connections.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => faultOf(placeOf(value, issue.path), zodMessage(issue)));
  throw new Error(
    [
      `LIANBAN_CONNECTIONS (${from}) 有误,请改正后重启 / is not right; correct it and start again:`,
      ...faults,
    ].join("\n"),
  );
};

/** Read a file of connections, see {@link parseConnections}. Throws as well when it cannot be read or is no JSON. */
export const readConnections = (path: string): DepartmentConnection[] => {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `LIANBAN_CONNECTIONS: 读不了 ${path},应为 JSON 文件 / cannot read ${path}, which must be a JSON file: ${why}`,
      { cause },
    );
  }
  return parseConnections(value, path);
};

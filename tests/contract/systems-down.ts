import { expect } from "vitest";
import type { Post } from "../../functions/application/send-delivery.ts";

/** A message as a department's system got it. */
interface Got {
  department: string;
  id: string;
  type: string;
  item: string;
}

/** Systems of all departments behind one address; those that are down refuse, first without an answer and then with one. */
export const makeSystems = () => {
  const down = new Set<string>();
  const got: Got[] = [];
  let refusals = 0;
  const post: Post = async ({ url, body, headers }) => {
    const department = new URL(url).hostname;
    if (down.has(department)) {
      refusals += 1;
      if (refusals % 2 === 1) throw new Error("connect ECONNREFUSED");
      return { status: 503, retryAfter: null, delivery: null };
    }
    const { id, type, data } = JSON.parse(new TextDecoder().decode(body));
    expect(headers["webhook-id"]).toBe(id);
    got.push({ department, id, type, item: data?.itemId ?? "" });
    return { status: 204, retryAfter: null, delivery: null };
  };
  return { down, got, post, refusals: () => refusals };
};

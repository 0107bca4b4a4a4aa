import type { HubClient } from "../../../functions/entry/demo/hub-client.ts";

/** Does one step of a registration, and whatever is to be done around it. */
export type Around = (title: string, step: () => Promise<void>) => Promise<void>;

/** The page that verifies a licence, with what a browser loads for it. */
const openPage = async (url: string): Promise<void> => {
  const response = await fetch(url);
  const html = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${html}`);
  for (const [, link] of html.matchAll(/(?:href|src)="([^"]+\.(?:css|js|svg))"/g))
    await (await fetch(new URL(link ?? "", url))).arrayBuffer();
};

/** Get a licence once as JSON, once as PDF and once on its page, each a step; its links are followed at `url`. */
export const useLicence = async (
  url: string,
  client: HubClient,
  licenceId: string,
  around: Around,
): Promise<void> => {
  const local = (link: string): string => `${url}${new URL(link).pathname}${new URL(link).search}`;
  let links = { pdf: "", verify: "" };
  await around("licence", async () => {
    links = await client.licence(licenceId);
  });
  await around("licence as PDF", async () => {
    const printed = await fetch(local(links.pdf));
    if (!printed.ok) throw new Error(`the PDF: ${printed.status}`);
    await printed.arrayBuffer();
  });
  await around("licence verified", () => openPage(local(links.verify)));
};

import type { AnswerDocument } from "../../schemas/answers.ts";
import type { DocumentCondition } from "../../schemas/document.ts";
import type { Material } from "../../schemas/materials.ts";
import { type Message, message } from "../../schemas/message.ts";
import { documentState } from "../application/document-state.ts";
import { materialProblems } from "../application/file-case.ts";
import type { Deps } from "./deps.ts";
import { Failed } from "./responses.ts";

const noDocument = message(
  "没有这个文件,请先上传;已上传的须再完成上传",
  "no such document; upload it first, and complete the upload",
);

/** Whether a text can be the id of a document; a filing may name anything. */
const isDocumentId = (text: string): boolean => /^[0-9A-Z]{26}$/.test(text);

/** Parts that are named; of more the first of them. */
const NAMED_PARTS = 10;

/** What a document still lacks whose upload in parts is under way; `null` when one of these people has none such. */
const uploadUnderWay = async (
  { documents, clock }: Deps["hub"],
  owners: readonly string[],
  documentId: string,
): Promise<Message | null> => {
  if (!isDocumentId(documentId)) return null;
  const at = clock.now();
  const uploads = [...new Set(owners)].map((owner) =>
    documents.partsUnderWay({ documentId, owner, at, seconds: 1 }),
  );
  const underWay = (await Promise.all(uploads)).find((upload) => upload !== null);
  if (!underWay) return null;
  const complete = `POST /v1/document-uploads/${documentId}/completion`;
  const missing = underWay.awaited.map(({ number }) => number);
  if (missing.length === 0)
    return message(
      `分片已收齐,但上传尚未完成;请先 ${complete}`,
      `all parts are in, but the upload is not complete; ${complete} first`,
    );
  const rest = missing.length > NAMED_PARTS ? { zh: "等", en: " and others" } : { zh: "", en: "" };
  const named = missing.slice(0, NAMED_PARTS);
  return message(
    `文件没有传完:还缺第${named.join("、")}${rest.zh}片(共缺${missing.length}片);补传后请 ${complete}`,
    `the upload is not complete: ${missing.length} parts are missing, ${named.join(", ")}${rest.en}; send them, then ${complete}`,
  );
};

/** Why a document cannot be named: nobody has uploaded it, or not all of it. */
const whyNoDocument = async (
  hub: Deps["hub"],
  owners: readonly string[],
  documentId: string,
): Promise<Message> => (await uploadUnderWay(hub, owners, documentId)) ?? noDocument;

const unreadable: Readonly<Partial<Record<DocumentCondition, Message>>> = {
  missing: message("文件已缺失,请重新上传", "its file is missing; upload it again"),
  altered: message("文件被改动,请重新上传", "its file was altered; upload it again"),
};

/** Documents that are known and cannot be read any more: nobody files what no department will see. */
const requireReadable = async (
  hub: Deps["hub"],
  documents: readonly { documentId: string; path: string }[],
): Promise<void> => {
  const found = await Promise.all(
    documents.map(async ({ documentId, path }) => {
      const { state = "present" } = (await documentState(hub, documentId, { thorough: false })) ?? {};
      const text = unreadable[state];
      return text === undefined ? [] : [{ path, message: text }];
    }),
  );
  const errors = found.flat();
  if (errors.length > 0) throw new Failed({ kind: "MaterialsWrong", errors });
};

/** Require that materials name stored documents of one of some people, just as they are; throws a problem otherwise. */
export const checkMaterials = async (
  { hub }: Pick<Deps, "hub">,
  owners: readonly string[],
  materials: readonly Material[],
): Promise<void> => {
  const problems = await materialProblems(hub, owners, materials);
  if (problems.length === 0)
    return requireReadable(
      hub,
      materials.map(({ documentId }, index) => ({ documentId, path: `materials.${index}.documentId` })),
    );
  const errors = await Promise.all(
    problems.map(async ({ index, field }) => ({
      path: `materials.${index}.${field}`,
      message:
        field === "documentId"
          ? await whyNoDocument(hub, owners, materials[index]?.documentId ?? "")
          : message("与上传的文件不符", "differs from the stored document"),
    })),
  );
  throw new Failed({ kind: "MaterialsWrong", errors });
};

/** Require that the mandate (授权委托书) of a delegation is a stored document of one of some people. */
export const checkMandate = async (
  { hub }: Pick<Deps, "hub">,
  owners: readonly string[],
  mandate: string | undefined,
): Promise<void> => {
  if (mandate === undefined) return;
  const info = await hub.documents.info(mandate);
  if (info === null || info.erased || !owners.includes(info.owner))
    throw new Failed({
      kind: "MaterialsWrong",
      errors: [{ path: "delegation.mandate", message: await whyNoDocument(hub, owners, mandate) }],
    });
  await requireReadable(hub, [{ documentId: mandate, path: "delegation.mandate" }]);
};

/** The documents an answer attaches: with a decision, or as evidence of a visit. */
const attachedIn = (data: Record<string, unknown>): { field: string; documents: AnswerDocument[] } => {
  const field = "evidence" in data ? "evidence" : "documents";
  return { field, documents: (data[field] ?? []) as AnswerDocument[] };
};

/**
 * Require that documents attached at a desk are stored ones of the person who answers, just as they are. Those that are
 * named by their hash alone are kept by the department itself.
 */
export const checkAttached = async (
  { hub }: Pick<Deps, "hub">,
  owner: string,
  data: Record<string, unknown>,
): Promise<void> => {
  const { field, documents } = attachedIn(data);
  const found = await Promise.all(
    documents.map(async ({ documentId, sha256, mediaType }, index) => {
      if (documentId === undefined) return [];
      const path = `data.${field}.${index}`;
      const info = await hub.documents.info(documentId);
      if (info === null || info.erased || info.owner !== owner)
        return [{ path: `${path}.documentId`, message: await whyNoDocument(hub, [owner], documentId) }];
      return info.sha256 === sha256 && info.mediaType === mediaType
        ? []
        : [{ path, message: message("与上传的文件不符", "differs from the stored document") }];
    }),
  );
  const errors = found.flat();
  if (errors.length > 0) throw new Failed({ kind: "MaterialsWrong", errors });
};

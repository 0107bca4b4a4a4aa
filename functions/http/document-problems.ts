import { message } from "../../schemas/message.ts";
import { listed, type ProblemTable } from "./problem-row.ts";

/** What can go wrong with documents and their uploads. `since` is the instant a fault was first seen. */
export type DocumentFailure =
  | { kind: "DocumentTooLarge"; limitBytes: number }
  | { kind: "UploadTooLarge"; limitBytes: number }
  | { kind: "UploadExpired" }
  | { kind: "UploadAwaited" }
  | {
      kind: "UploadDiffers";
      field: "bytes" | "sha256" | "mediaType";
      expected: string | number;
      actual: string | number | null;
    }
  | { kind: "PartExpired"; documentId: string }
  | { kind: "PartsAwaited"; documentId: string; numbers: readonly number[] }
  | {
      kind: "PartDiffers";
      number: number;
      field: "bytes" | "sha256";
      expected: string | number;
      actual: string | number;
    }
  | { kind: "DocumentMissing"; documentId: string; since: string | null }
  | { kind: "DocumentAltered"; documentId: string; since: string | null }
  | { kind: "DocumentErased"; documentId: string; since: string | null }
  | { kind: "DocumentBeingReadied"; documentId: string }
  | { kind: "UnsupportedMediaType"; allowed: readonly string[] };

const sinceZh = (since: string | null): string => (since === null ? "" : `,发现于${since}`);
const sinceEn = (since: string | null): string => (since === null ? "" : `, first seen ${since}`);

/** Their problems. */
export const documentProblems = {
  DocumentTooLarge: {
    slug: "document-too-large",
    status: 413,
    title: message("文件过大,不能直接上传", "the document is too large to be sent directly"),
    detail: ({ limitBytes }) =>
      message(
        `直接上传的上限为${limitBytes}字节;更大的文件请先 POST /v1/document-uploads 申请上传地址`,
        `${limitBytes} bytes may be sent directly; for a larger file get an upload address with POST /v1/document-uploads`,
      ),
  },
  UploadTooLarge: {
    slug: "upload-too-large",
    status: 413,
    title: message("文件超过上限", "the file is larger than this hub takes"),
    detail: ({ limitBytes }) =>
      message(
        `上限为${limitBytes}字节;请拆分图纸或压缩后分别上传`,
        `${limitBytes} bytes are the most; divide the drawing, or compress it, and upload it as several documents`,
      ),
    errors: ({ limitBytes }) => [
      { path: "bytes", message: message(`不超过${limitBytes}`, `at most ${limitBytes}`) },
    ],
  },
  UploadExpired: {
    slug: "upload-expired",
    status: 410,
    title: message("上传地址已过期", "the upload address has expired"),
    detail: () =>
      message(
        "请重新 POST /v1/document-uploads 申请上传地址",
        "get another address with POST /v1/document-uploads",
      ),
  },
  UploadAwaited: {
    slug: "upload-awaited",
    status: 409,
    title: message("尚未收到文件内容", "the bytes have not come yet"),
    detail: () =>
      message(
        "请先将文件内容 PUT 到申请到的地址;地址已过期的,请重新申请",
        "PUT the file to the address you were given first; if that has expired, get another",
      ),
  },
  UploadDiffers: {
    slug: "upload-differs",
    status: 422,
    title: message("上传的文件与申请的不符", "what was uploaded is not what was announced"),
    detail: ({ field, expected, actual }) =>
      actual === null
        ? message(
            `${field} 申请为${expected},文件内容不是这种类型;请重新上传,或按实际类型重新申请`,
            `${field} was announced as ${expected}, but the bytes do not begin so; send the right file, or announce it as it is`,
          )
        : message(
            `${field} 申请为${expected},实际为${actual};请重新上传,或重新申请`,
            `${field} was announced as ${expected} and is ${actual}; send the right file, or announce it as it is`,
          ),
    errors: ({ field, expected }) => [
      { path: field, message: message(`应为${expected}`, `it must be ${expected}`) },
    ],
  },
  PartExpired: {
    slug: "part-expired",
    status: 410,
    title: message("分片上传地址已过期", "the address of the part has expired"),
    detail: ({ documentId }) =>
      message(
        `已收到的分片仍在;请 GET /v1/document-uploads/${documentId}/parts 取得新地址后续传`,
        `the parts that came are still there; get fresh addresses with GET /v1/document-uploads/${documentId}/parts and go on`,
      ),
  },
  PartsAwaited: {
    slug: "parts-awaited",
    status: 409,
    title: message("尚有分片未收到", "parts of the file have not come yet"),
    detail: ({ documentId, numbers }) =>
      message(
        `缺第${numbers.join("、")}片;请 GET /v1/document-uploads/${documentId}/parts 取得地址后补传`,
        `part ${listed(numbers.map(String))} is missing; get addresses with GET /v1/document-uploads/${documentId}/parts and send what is missing`,
      ),
    errors: ({ numbers }) =>
      numbers.map((number) => ({
        path: `parts.${number}`,
        message: message("请上传这一片", "send this part"),
      })),
  },
  PartDiffers: {
    slug: "part-differs",
    status: 422,
    title: message("分片与申请的不符", "the part is not what was announced"),
    detail: ({ number, field, expected, actual }) =>
      message(
        `第${number}片的 ${field} 应为${expected},收到的为${actual};未予保存,请重新上传这一片`,
        `${field} of part ${number} must be ${expected} and was ${actual}; it was not kept: send this part again`,
      ),
    errors: ({ number, field, expected }) => [
      { path: `parts.${number}.${field}`, message: message(`应为${expected}`, `it must be ${expected}`) },
    ],
  },
  DocumentMissing: {
    slug: "document-missing",
    status: 410,
    title: message("文件已缺失", "the document is missing"),
    detail: ({ documentId, since }) =>
      message(
        `${documentId} 登记尚在,文件不在${sinceZh(since)};请重新上传`,
        `the entry of ${documentId} is there, its bytes are not${sinceEn(since)}; upload it again`,
      ),
  },
  DocumentAltered: {
    slug: "document-altered",
    status: 409,
    title: message("文件被改动", "the document was altered"),
    detail: ({ documentId, since }) =>
      message(
        `${documentId} 与登记的摘要不符${sinceZh(since)};不予提供`,
        `${documentId} does not match its recorded hash${sinceEn(since)}; it is not served`,
      ),
  },
  DocumentErased: {
    slug: "document-erased",
    status: 410,
    title: message("文件已停止使用", "the document was taken out of use"),
    detail: ({ documentId, since }) =>
      message(
        `${documentId} ${since === null ? "已" : `已于${since}`}随办件的个人信息一并删除,只留名称和摘要`,
        `${documentId} went with the personal data of its case${since === null ? "" : ` at ${since}`}; its name and hash remain`,
      ),
  },
  DocumentBeingReadied: {
    slug: "document-being-readied",
    status: 503,
    title: message("大文件正在准备", "the large document is being got ready"),
    detail: ({ documentId }) =>
      message(
        `${documentId} 正在解密备取,请按 Retry-After 再次读取`,
        `${documentId} is being made ready to be fetched; ask again as Retry-After says`,
      ),
    retryAfterSeconds: 2,
  },
  UnsupportedMediaType: {
    slug: "unsupported-media-type",
    status: 415,
    title: message("文件类型不支持", "the media type is not supported"),
    detail: ({ allowed }) => message(`请使用:${listed(allowed)}`, `use one of: ${listed(allowed)}`),
  },
} satisfies ProblemTable<DocumentFailure>;

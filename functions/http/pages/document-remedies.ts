import { type Message, message } from "../../../schemas/message.ts";
import type { DocumentFailure } from "../document-problems.ts";

/** What to do about documents and uploads that went wrong. */
export const documentRemedies: Readonly<Record<DocumentFailure["kind"], Message>> = {
  DocumentTooLarge: message(
    "先 POST /v1/document-uploads 申请上传地址，再上传，最后确认完成。",
    "Get an address with POST /v1/document-uploads, send the file there, then complete the upload.",
  ),
  UploadTooLarge: message(
    "拆分或压缩后作为多个文件上传。",
    "Divide or compress it and upload it as several documents.",
  ),
  UploadExpired: message("重新申请上传地址后上传。", "Get another upload address and send the file there."),
  UploadAwaited: message(
    "先将文件内容 PUT 到申请到的地址，再确认完成。",
    "PUT the file to the address you were given, then complete the upload.",
  ),
  UploadDiffers: message(
    "重新上传正确的文件，或按文件的实际大小、摘要和类型重新申请。",
    "Send the right file again, or announce it with its real size, hash and type.",
  ),
  PartExpired: message(
    "取得新地址，只补传未收到的分片。",
    "Get fresh addresses and send only the parts that have not come.",
  ),
  PartsAwaited: message(
    "补传 errors 所列分片，再确认完成。",
    "Send the parts errors names, then complete the upload.",
  ),
  PartDiffers: message(
    "按申请时的切分重新读取这一片后上传；其他分片不受影响。",
    "Read this part again as it was cut when announced, and send it; the other parts stand.",
  ),
  DocumentMissing: message("重新上传该文件。", "Upload the document again."),
  DocumentAltered: message(
    "文件与登记摘要不符，请联系管理员核查存储。",
    "It does not match its recorded hash; ask the operator to check the storage.",
  ),
  DocumentErased: message(
    "个人信息已停止使用，文件不再提供。",
    "The personal data was taken out of use; the document is not served.",
  ),
  DocumentBeingReadied: message(
    "按 Retry-After 等待后再次读取，直到返回 303。",
    "Wait as Retry-After says and read again, until it answers 303.",
  ),
  UnsupportedMediaType: message("改用 detail 所列类型。", "Use one of the types detail lists."),
};

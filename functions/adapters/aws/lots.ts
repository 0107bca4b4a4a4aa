import { SEAL_BYTES } from "../shared/sealed-bytes.ts";

/** How much of a large document is read, sealed and written at once, in plain bytes. S3 takes no part below 5 MiB. */
export const LOT_BYTES = 8_388_608;

/** How large a document is once it is sealed in lots. */
export const sealedInLots = (bytes: number, lotBytes: number): number =>
  bytes + SEAL_BYTES * Math.ceil(bytes / lotBytes);

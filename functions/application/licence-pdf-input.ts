import type { LicenceRecord, LicenceStatus } from "../../schemas/licence.ts";
import type { LicenceNames } from "./licence-names.ts";
import type { FallbackFont } from "./print-fonts.ts";

/** What a licence is drawn from. */
export interface LicencePdfInput<R extends LicenceRecord = LicenceRecord> {
  record: R;
  status: LicenceStatus;
  /** What the QR code says; it leads to the page that tells the present state. */
  verifyUrl: string;
  /** The short authentication code of the record, for whoever types instead of scanning. */
  mac: string;
  /** SHA-256 of the signed record, lower-case hex. */
  sha256OfRecord: string;
  /** Which duplicate (副本) this is, from 1 to `record.duplicateCopies`. @default - the original (正本) */
  copyNumber?: number;
  /** What a joint opinion calls departments and items. @default - by their ids */
  names?: LicenceNames;
  /** For characters Noto Sans SC lacks; null for none. @default - Debian's Noto Sans CJK where it is installed */
  fallbackFont?: FallbackFont | null;
}

import { failureName } from "./failure-name.ts";

/** Run a KMS call; what it throws comes out with the key's name and the remedy. Nothing KMS was given is told. */
export const callKms = async <T>(keyId: string, remedy: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (cause) {
    throw new Error(`the KMS key "${keyId}" refuses (${failureName(cause)}); ${remedy}`, { cause });
  }
};

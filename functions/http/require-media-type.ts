import { documentMediaTypes } from "../../schemas/document.ts";
import { Failed } from "./responses.ts";

/** Require a type documents may have; throws a problem that lists them otherwise. */
export const requireMediaType = (mediaType: string): void => {
  if (!documentMediaTypes.includes(mediaType))
    throw new Failed({ kind: "UnsupportedMediaType", allowed: documentMediaTypes });
};

/**
 * Take a `Content-Type` header apart.
 *
 * Shape: `Application/XML; charset="GBK"` gives `{ mediaType: "application/xml", charset: "gbk" }`, all in lower case;
 * `charset` is `null` when the header names none. Never fails: an odd header gives an odd media type.
 * @see RFC 9110, 8.3.1
 */
export const parseContentType = (header: string): { mediaType: string; charset: string | null } => {
  const [mediaType = "", ...parameters] = header.toLowerCase().split(";");
  const charset = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith("charset="));
  return {
    mediaType: mediaType.trim(),
    charset: charset === undefined ? null : charset.slice("charset=".length).replaceAll('"', "").trim(),
  };
};

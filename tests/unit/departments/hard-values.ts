import fc from "fast-check";

/** Characters that break encoders: outside GBK, outside the basic plane, half a surrogate, control, markup, blanks. */
const awkward = [
  "㐂",
  "𠮷",
  "镕",
  "€",
  "·",
  "é",
  "\ue81e",
  "\ufffd",
  "\uffff",
  "\ud842",
  "\udfb7",
  "\0",
  "\u000b",
];
const markup = [
  "\\",
  "\\u0041",
  "&",
  "&lt;",
  "<",
  ">",
  "]]>",
  "<![CDATA[",
  '"',
  "'",
  "\r",
  "\n",
  "\t",
  " ",
  "\u00a0",
];
const plain = ["蚌", "埠", "a", "Z", "0", "+", "%", "=", "#", "/", "?"];

/** Text made to hurt: any mixture of {@link awkward}, {@link markup} and plain characters. */
const hardText = (size: { minLength?: number; maxLength: number }): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(fc.constantFrom(...awkward, ...markup, ...plain), size).map((parts) => parts.join("")),
    fc.string({ unit: "binary", ...size }),
  );

/** A text of 1 to 12 parts of {@link hardText}. */
export const text = hardText({ minLength: 1, maxLength: 12 });
const key = hardText({ maxLength: 6 }).filter((name) => name !== "__proto__");

/** Any JSON value, its texts and keys made to hurt. */
const jsonValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    hardText({ maxLength: 12 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

/** An object of up to four such fields. */
export const record = fc.dictionary(key, jsonValue, { maxKeys: 4, noNullPrototype: true });
/** An id as the hub makes them. */
export const token = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,30}$/);
/** An instant in UTC. */
export const instant = fc
  .date({ min: new Date("2014-01-01T00:00:00Z"), max: new Date("2040-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
/** A number of days, or none. */
export const days = fc.option(fc.integer({ min: 0, max: 250 }), { nil: null });
/** A SHA-256 in hex. */
export const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);

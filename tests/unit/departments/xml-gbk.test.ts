import { describe, expect, it } from "vitest";
import { xmlGbk } from "../../../functions/departments/xml-gbk.ts";
import type { DeliveryEvent } from "../../../schemas/deliveries.ts";
import { askedSample } from "./messages.ts";

const gbkType = "application/xml; charset=GBK";

const encoded = (fields: Record<string, unknown>): { body: Uint8Array; text: string } => {
  const event: DeliveryEvent = { ...askedSample, data: { ...askedSample.data, fields } };
  const { body } = xmlGbk.encode(event);
  return { body, text: new TextDecoder("gbk").decode(body) };
};

const answer = (
  body = "<BBH>1</BBH><CBR><XM>Zhou</XM></CBR>",
  head = "<MSGID>m1</MSGID><TYPE>SL</TYPE><SENDER>urn:q</SENDER><SENDTIME>2026-11-24T02:10:00Z</SENDTIME>",
): string => `<PACKAGE><HEAD>${head}</HEAD><BODY><BJBH>c1</BJBH><SXBH>i1</SXBH>${body}</BODY></PACKAGE>`;

const decode = (xml: string, contentType = "text/xml; charset=utf-8") =>
  xmlGbk.decode({ contentType, body: new TextEncoder().encode(xml) });

describe("xmlGbk.encode", () => {
  it("names its encoding, its media type and its place", () => {
    const { path, contentType, body } = xmlGbk.encode(askedSample);

    expect({ path, contentType }).toEqual({ path: "/deliveries/exchange", contentType: gbkType });
    expect(Buffer.from(body).toString("latin1")).toMatch(
      /^<\?xml version="1.0" encoding="GBK"\?>\n<PACKAGE>/,
    );
  });

  it("writes what GBK holds in two bytes: 蚌埠 is B0F6 B2BA", () => {
    const { body } = encoded({ division: "蚌埠" });

    expect(Buffer.from(body).includes(Buffer.from([0xb0, 0xf6, 0xb2, 0xba]))).toBe(true);
  });

  it.each([
    ["㐂", "&#13314;", "U+3402, outside GBK"],
    ["𠮷", "&#134071;", "U+20BB7, outside the basic plane"],
    ["€", "&#8364;", "one byte in Microsoft's table, none in GBK"],
    ["\ue81e", "&#59422;", "private use, where tables differ"],
    ["\ue000", "&#57344;", "private use, where these two tables happen to agree"],
  ])("writes %s as %s (%s), never as a question mark", (character, reference) => {
    const { text } = encoded({ tradeName: character });

    expect(text).toContain(`<ZD MC="tradeName" LX="string">${reference}</ZD>`);
  });

  it("escapes a rare character in a field's name too", () => {
    expect(encoded({ 㐂: 1 }).text).toContain('<ZD MC="&#13314;" LX="number">1</ZD>');
  });

  it("keeps line ends and tabs from being read as blanks by a strict parser", () => {
    expect(encoded({ "a\r\n\tb": "c\r\nd" }).text).toContain(
      '<ZD MC="a&#13;&#10;&#9;b" LX="string">c&#13;\nd</ZD>',
    );
  });

  it("marks the one element that holds what XML cannot, and no other", () => {
    const { text } = encoded({ a: "x\u0000\\", b: "C:\\path" });

    expect(text).toContain('<ZD MC="a" LX="string" ZY="1">x\\u0000\\\\</ZD>');
    expect(text).toContain('<ZD MC="b" LX="string">C:\\path</ZD>');
  });

  it("tells due dates it has, and nothing of those it has not", () => {
    const { due: _, ...data } = askedSample.data;
    const bodyOf = (more: Partial<DeliveryEvent["data"]>): string =>
      new TextDecoder("gbk").decode(xmlGbk.encode({ ...askedSample, data: { ...data, ...more } }).body);

    expect(bodyOf({ due: { replyBy: null, promised: "2026-11-25", statutory: null } })).toMatch(
      /<DQ>\s*<CNDQ>2026-11-25<\/CNDQ>\s*<\/DQ>/,
    );
    expect(bodyOf({ due: { replyBy: null, promised: null, statutory: null } })).toContain("<DQ/>");
    expect(bodyOf({})).not.toMatch(/<DQ/);
  });

  it("keeps apart the text, the number, the boolean and nothing", () => {
    const { text } = encoded({ a: "007", b: 7, c: true, d: "true", e: null, f: "", g: [], h: {} });

    expect(text.match(/<ZD MC="[a-h]".*/g)).toEqual([
      '<ZD MC="a" LX="string">007</ZD>',
      '<ZD MC="b" LX="number">7</ZD>',
      '<ZD MC="c" LX="boolean">true</ZD>',
      '<ZD MC="d" LX="string">true</ZD>',
      '<ZD MC="e" LX="null"/>',
      '<ZD MC="f" LX="string"/>',
      '<ZD MC="g" LX="array"/>',
      '<ZD MC="h" LX="object"/>',
    ]);
  });
});

describe("xmlGbk.decode", () => {
  it("reads an answer with comments, CDATA, blanks, a declaration and empty optional elements", () => {
    const xml = `<?xml version="1.0"?>
      ${answer("<!-- 窗口 --><BBH> 1 </BBH><CBR>\n<XM><![CDATA[周<&>]]>&amp;&#13314;</XM><GH/></CBR><SLBH></SLBH>")}`;

    expect(decode(xml)).toMatchObject({
      type: "lianban.item.accepted",
      subject: "c1/i1",
      data: { revision: 1, officer: { name: "周<&>&㐂" } },
    });
  });

  it("takes Beijing time as older systems write it", () => {
    const head = "<MSGID>m1</MSGID><TYPE>SL</TYPE><SENDER>q</SENDER><SENDTIME>2026-11-24 10:10:00</SENDTIME>";

    expect(decode(answer(undefined, head))).toMatchObject({ time: "2026-11-24T10:10:00+08:00" });
  });

  it.each([
    ["the content type", "gb18030", 'encoding="UTF-8"', [0xd6, 0xdc]],
    ["the declaration", null, 'encoding="GB18030"', [0xd6, 0xdc]],
    ["the exchange's own GBK", null, "", [0xd6, 0xdc]],
    ["a declared UTF-8", null, 'encoding="UTF-8"', [0xe5, 0x91, 0xa8]],
  ])("decodes by %s", (_, charset, declaration, name) => {
    const [before = "", after = ""] = answer("<BBH>1</BBH><CBR><XM>@</XM></CBR>").split("@");
    const start = `<?xml version="1.0" ${declaration}?>${before}`;
    const body = Uint8Array.from([...Buffer.from(start), ...name, ...Buffer.from(after)]);
    const contentType = charset === null ? "application/xml" : `application/xml; charset=${charset}`;

    expect(xmlGbk.decode({ contentType, body })).toMatchObject({ data: { officer: { name: "周" } } });
  });

  it.each([
    ["an external entity", '<!DOCTYPE P [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "body", /DOCTYPE/],
    ["an entity bomb", '<!DOCTYPE P [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>', "body", /DOCTYPE/],
  ])("refuses %s", (_, doctype, path, text) => {
    expect(decode(doctype + answer())).toMatchObject({
      kind: "Malformed",
      path,
      message: { zh: expect.stringMatching(text), en: expect.stringMatching(text) },
    });
  });

  it("refuses a DOCTYPE after the root element has begun", () => {
    expect(decode(answer('<BBH>1</BBH><!DOCTYPE a [<!ENTITY x "y">]><CBR><XM>&x;</XM></CBR>'))).toMatchObject(
      {
        kind: "Malformed",
        message: { en: "a DOCTYPE is not allowed; remove it" },
      },
    );
  });

  it.each([
    ["&unknown;", "an entity nobody declared"],
    ["&#0;", "no XML character"],
    ["&#xD800;", "half a surrogate"],
    ["&#x110000;", "beyond Unicode"],
    ["&#99999999999;", "a number without end"],
  ])("refuses the reference %s: %s", (reference) => {
    expect(decode(answer(`<BBH>1</BBH><CBR><XM>${reference}</XM></CBR>`)).kind).toBe("Malformed");
  });

  it.each([
    ["elements without end", "<A>".repeat(100_000)],
    ["elements nested beyond reason", `${"<A>".repeat(5_000)}${"</A>".repeat(5_000)}`],
    ["comments without end", "<!--".repeat(100_000)],
    ["CDATA without end", "<![CDATA[".repeat(50_000)],
    ["a prototype for an element", "<__proto__>1</__proto__>"],
    [
      "a prototype for a field",
      answer('<BBH>1</BBH><CBR><XM>a</XM></CBR><GXJG><ZD MC="__proto__" LX="null"/></GXJG>'),
    ],
    ["ampersands without end", answer(`<BBH>1</BBH><CBR><XM>${"&".repeat(100_000)}</XM></CBR>`)],
  ])("refuses %s within a second", (_, xml) => {
    const start = performance.now();

    const read = decode(xml);

    expect(read).toMatchObject({ kind: "Malformed" });
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  const typed = (code: string, body: string): string =>
    answer(`<BBH>1</BBH><CBR><XM>a</XM></CBR>${body}`).replace(">SL<", `>${code}<`);

  it.each([
    ["true", true],
    [" false ", false],
  ])("reads %j as whether a promise was kept", (text, kept) => {
    expect(decode(typed("HC", `<LXCN>${text}</LXCN><HCJG>b</HCJG>`))).toMatchObject({
      type: "lianban.item.checked",
      data: { kept, findings: "b" },
    });
  });

  const approved = (body: string): string => typed("TG", body);

  it.each([
    ["no XML at all", "plain text", "body"],
    ["another root", "<A/>", "PACKAGE"],
    ["two bodies", answer().replace("</PACKAGE>", "<BODY/></PACKAGE>"), "PACKAGE"],
    ["an unknown type", answer().replace(">SL<", ">XX<"), "PACKAGE/HEAD/TYPE"],
    ["a missing id", answer().replace("<MSGID>m1</MSGID>", ""), "PACKAGE/HEAD/MSGID"],
    ["an empty id", answer().replace(">m1<", "><"), "PACKAGE/HEAD/MSGID"],
    ["a wrong time", answer().replace("2026-11-24T02:10:00Z", "yesterday"), "PACKAGE/HEAD/SENDTIME"],
    ["a word for a revision", answer("<BBH>one</BBH><CBR><XM>a</XM></CBR>"), "PACKAGE/BODY/BBH"],
    ["nobody in charge", answer("<BBH>1</BBH>"), "PACKAGE/BODY/CBR"],
    ["a nameless officer", answer("<BBH>1</BBH><CBR><GH>1</GH></CBR>"), "PACKAGE/BODY/CBR/XM"],
    ["elements for a name", answer("<BBH>1</BBH><CBR><XM><A/></XM></CBR>"), "PACKAGE/BODY/CBR/XM"],
    ["a mistyped element", answer("<BBH>1</BBH><CBR><XM>a</XM></CBR><SLBHH>1</SLBHH>"), "PACKAGE/BODY/SLBHH"],
    ["an element twice", answer("<BBH>1</BBH><BBH>2</BBH><CBR><XM>a</XM></CBR>"), "PACKAGE/BODY/BBH"],
    ["text between elements", answer("<BBH>1</BBH>oops<CBR><XM>a</XM></CBR>"), "PACKAGE/BODY"],
    ["an untyped output", approved('<GXJG><ZD MC="x">1</ZD></GXJG>'), "PACKAGE/BODY/GXJG/ZD[x]"],
    ["a nameless output", approved('<GXJG><ZD LX="null"/></GXJG>'), "PACKAGE/BODY/GXJG"],
    [
      "an output twice",
      approved(`<GXJG>${'<ZD MC="x" LX="null"/>'.repeat(2)}</GXJG>`),
      "PACKAGE/BODY/GXJG[x]",
    ],
    ["a false number", approved('<GXJG><ZD MC="x" LX="number">0x10</ZD></GXJG>'), "PACKAGE/BODY/GXJG/ZD[x]"],
    [
      "an endless number",
      approved('<GXJG><ZD MC="x" LX="number">1e999</ZD></GXJG>'),
      "PACKAGE/BODY/GXJG/ZD[x]",
    ],
    ["a false boolean", approved('<GXJG><ZD MC="x" LX="boolean">1</ZD></GXJG>'), "PACKAGE/BODY/GXJG/ZD[x]"],
    ["a promise kept by half", typed("HC", "<LXCN>是</LXCN><HCJG>b</HCJG>"), "PACKAGE/BODY/LXCN"],
    ["a promise of elements", typed("HC", "<LXCN><A/></LXCN><HCJG>b</HCJG>"), "PACKAGE/BODY/LXCN"],
    ["a check without a finding", typed("HC", "<LXCN>true</LXCN>"), "PACKAGE/BODY/HCJG"],
    ["an extension nobody allowed", typed("YQ", "<YQLY>a</YQLY>"), "PACKAGE/BODY/PZR"],
    [
      "an approver without a post",
      typed("YQ", "<PZR><XM>a</XM><PZQX>agency-head</PZQX></PZR><YQLY>a</YQLY>"),
      "PACKAGE/BODY/PZR/ZW",
    ],
    [
      "an approver without an authority",
      typed("YQ", "<PZR><XM>a</XM><ZW>b</ZW></PZR><YQLY>a</YQLY>"),
      "PACKAGE/BODY/PZR/PZQX",
    ],
    ["a ruling without reasons", typed("CJ", "<CJJL>approve</CJJL>"), "PACKAGE/BODY/CJLY"],
    ["a file of another name", approved("<WJLB><FILE/></WJLB>"), "PACKAGE/BODY/WJLB/FILE"],
  ])("names the place of %s", (_, xml, path) => {
    expect(decode(xml)).toMatchObject({
      kind: "Malformed",
      path,
      message: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[\x20-\x7e]+$/) },
    });
  });

  it.each([
    ["application/json", "content-type"],
    ["text/xml; charset=utf-7", "content-type"],
  ])("refuses the content type %s", (contentType, path) => {
    expect(decode(answer(), contentType)).toMatchObject({ kind: "Malformed", path });
  });

  it("refuses bytes that are not of the charset they claim", () => {
    const body = Uint8Array.from([...Buffer.from(answer()), 0xff, 0xff]);

    expect(xmlGbk.decode({ contentType: gbkType, body })).toMatchObject({ kind: "Malformed", path: "body" });
  });
});

import { describe, expect, it } from "vitest";
import { readSettings } from "../../../functions/runtime/settings.ts";

const refused = (environment: Record<string, string>): string => {
  try {
    readSettings(environment);
  } catch (error) {
    return String(error);
  }
  return "";
};

const oidc = { LIANBAN_OIDC_ISSUER: "https://id.example.cn/realms/city" };

describe("readSettings", () => {
  it("needs nothing to evaluate the hub on one machine", () => {
    expect(readSettings({})).toMatchObject({
      LIANBAN_HOST: "127.0.0.1",
      LIANBAN_TWINS: "on",
      LIANBAN_OIDC_AUDIENCE: "lianban",
    });
  });

  it("drops the trailing slash of the base address", () => {
    const { LIANBAN_BASE_URL } = readSettings({ ...oidc, LIANBAN_BASE_URL: "https://lianban.example.cn/" });

    expect(LIANBAN_BASE_URL).toBe("https://lianban.example.cn");
  });

  it.each([
    [
      "no connections without twins",
      { LIANBAN_TWINS: "off" },
      /LIANBAN_CONNECTIONS: .*LIANBAN_TWINS=off.*set the path/,
    ],
    [
      "connections beside twins",
      { LIANBAN_CONNECTIONS: "a.json" },
      /LIANBAN_CONNECTIONS: .*set LIANBAN_TWINS=off/,
    ],
    [
      "every address without a public one",
      { ...oidc, LIANBAN_HOST: "0.0.0.0" },
      /LIANBAN_BASE_URL: .*set the public address/,
    ],
    ["every IPv6 address without a public one", { ...oidc, LIANBAN_HOST: "::" }, /LIANBAN_BASE_URL: /],
    [
      "the demonstration issuer on a host others reach",
      { LIANBAN_HOST: "10.0.0.5" },
      /LIANBAN_OIDC_ISSUER: .*LIANBAN_DEMO_ISSUER=on/,
    ],
    [
      "the demonstration issuer behind a public address",
      { LIANBAN_BASE_URL: "https://lianban.example.cn" },
      /LIANBAN_OIDC_ISSUER: /,
    ],
    ["no issuer at all", { LIANBAN_DEMO_ISSUER: "off" }, /LIANBAN_OIDC_ISSUER: .*nobody could sign in/],
    ["both issuers", { ...oidc, LIANBAN_DEMO_ISSUER: "on" }, /LIANBAN_DEMO_ISSUER: .*remove one/],
    [
      "an issuer that is no web address",
      { LIANBAN_OIDC_ISSUER: "ftp://id.example.cn" },
      /LIANBAN_OIDC_ISSUER: .*网址/,
    ],
    ["a port out of range", { LIANBAN_PORT: "70000" }, /LIANBAN_PORT: 不得大于65535.*at most 65535/],
  ])("refuses %s and says what to set", (_, environment, sentence) => {
    expect(refused(environment as Record<string, string>)).toMatch(sentence);
  });

  it.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])("runs the demonstration issuer on %s", (host) => {
    expect(readSettings({ LIANBAN_HOST: host }).LIANBAN_HOST).toBe(host);
  });

  it("runs the demonstration issuer where others reach it when told so in so many words", () => {
    const environment = { LIANBAN_HOST: "10.0.0.5", LIANBAN_DEMO_ISSUER: "on" };

    expect(readSettings(environment).LIANBAN_DEMO_ISSUER).toBe("on");
  });
});

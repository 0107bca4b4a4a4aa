import { describe, expect, it } from "vitest";
import { type Context, readSettings } from "../../infra/settings.ts";
import { settingsTable } from "../../infra/settings-table.ts";

const target = { account: "123456789012", region: "us-east-1" };
const prod = { env: "prod", oidcIssuer: "https://id.example.cn", connections: "connections.json" };

const read = (context: Context = {}) => readSettings(context, target);

const faultOf = (context: Context, where = target): string => {
  try {
    readSettings(context, where);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("the settings were taken");
};

describe("settingsTable", () => {
  it.each(Object.entries(settingsTable))("%s says its unit and its reason", (_, { unit, reason }) => {
    expect(unit.length).toBeGreaterThan(0);
    expect(reason.length).toBeGreaterThan(20);
  });
});

describe("readSettings", () => {
  it("takes dev and every default when nothing is said", () => {
    expect(read()).toMatchObject({
      env: "dev",
      name: "dev",
      partition: "aws",
      retain: "off",
      demoIssuer: "on",
      architecture: "arm64",
      tracing: "off",
      watchMinutes: 1,
      functions: { api: { memoryMb: 1_024, timeoutSeconds: 29, reservedConcurrency: 0 } },
    });
  });

  it("keeps what is in prod, and lets only a real issuer's people in", () => {
    expect(read(prod)).toMatchObject({ retain: "on", emptyOnDestroy: expect.any(String), demoIssuer: "off" });
  });

  it("takes the flags and lookups of the CDK for no settings", () => {
    const context = { "@aws-cdk/core:enablePartitionLiterals": true, "aws:cdk:toolkit": "x" };

    expect(read(context)).toEqual(read());
  });

  it("takes a value of the command line over the default", () => {
    const settings = read({ watchMinutes: "5", "relay.memoryMb": "2048", apiRatePerSecond: 7 });

    expect(settings.watchMinutes).toBe(5);
    expect(settings.functions.relay.memoryMb).toBe(2_048);
    expect(settings.apiRatePerSecond).toBe(7);
  });

  it("takes the region of the context before the command line's", () => {
    expect(read({ region: "cn-north-1" })).toMatchObject({ region: "cn-north-1", partition: "aws-cn" });
  });

  it("leaves out what the China regions lack", () => {
    expect(read({ region: "cn-northwest-1" })).toMatchObject({
      architecture: "x86_64",
      tracing: "off",
      shield: "off",
      publish: "on",
    });
  });

  it("drops slashes at the end of addresses", () => {
    expect(read({ baseUrl: "https://lianban.example.cn/" }).baseUrl).toBe("https://lianban.example.cn");
  });

  it("names every wrong setting at once, in both languages", () => {
    const fault = faultOf({ watchMinutes: "0", shield: "maybe", "api.memoryMb": "64", watchMinuts: "5" });

    expect(fault.split("\n")).toEqual([
      "设置有误 / the settings are not right:",
      expect.stringMatching(/^ {2}watchMinuts: 没有这个设置.* \/ there is no such setting/),
      expect.stringMatching(/^ {2}shield: 请改为：on、off \/ use one of: on, off$/),
      expect.stringMatching(/^ {2}watchMinutes: 不得小于1.* \/ it must be at least 1/),
      expect.stringMatching(/^ {2}api.memoryMb: 不得小于128.* \/ it must be at least 128/),
    ]);
  });

  it("refuses an unknown environment and an unknown region", () => {
    expect(faultOf({ env: "test" })).toMatch(/env: .*use one of: dev, prod/);
    expect(faultOf({ region: "beijing" })).toMatch(/region: 应为区域代码/);
    expect(faultOf({}, { account: "", region: undefined as unknown as string })).toMatch(
      /region: .*AWS_REGION/,
    );
  });

  it.each<readonly [setting: string, because: string, context: Context]>([
    ["oidcIssuer", "nobody could sign in", { ...prod, oidcIssuer: undefined }],
    ["oidcIssuer", "nobody could sign in", { demoIssuer: "off" }],
    ["demoIssuer", "does not run", { ...prod, demoIssuer: "on" }],
    ["connections", "how each department is reached", { ...prod, connections: undefined }],
    ["certificateArn", "goes together with domainName", { domainName: "lianban.example.cn" }],
    [
      "certificateArn",
      "of another region",
      {
        domainName: "lianban.example.cn",
        certificateArn: "arn:aws:acm:us-west-2:123456789012:certificate/1",
      },
    ],
    ["shield", "it needs domainName", { shield: "on" }],
    ["shield", "no WAF in this partition", { shield: "on", region: "cn-north-1" }],
    ["webhooks.timeoutSeconds", "29 are allowed", { "webhooks.timeoutSeconds": "30" }],
    ["adapter.timeoutSeconds", "must have ended by then", { "adapter.timeoutSeconds": "61" }],
    ["name", "lower-case letters", { name: "Bengbu" }],
    ["logDays", "use one of 1, 3, 5", { logDays: "8" }],
    ["deliveryPausesSeconds", "seconds with commas", { deliveryPausesSeconds: "5;300" }],
    ["uploadOrigins", "an address such as", { uploadOrigins: "https://portal.example.cn,portal" }],
  ])("refuses %s when %s", (setting, because, context) => {
    const fault = faultOf(context);

    expect(fault).toContain(`  ${setting}`);
    expect(fault).toContain(because);
  });

  it("keeps the slash an issuer's name ends in, and takes none that speaks no TLS", () => {
    const slashed = { ...prod, oidcIssuer: "https://tenant.example.cn/" };

    expect(read(slashed).oidcIssuer).toBe("https://tenant.example.cn/");
    expect(() => read({ ...prod, oidcIssuer: "http://id.example.cn" })).toThrow(/https/);
  });

  it("refuses the demonstration issuer where data is kept", () => {
    const { oidcIssuer: _, ...demonstration } = { ...prod, demoIssuer: "on" };

    expect(() => read(demonstration)).toThrow(/demoIssuer/);
    expect(() => read({ retain: "on" })).toThrow(/demoIssuer/);
  });

  it("takes what the CDK's command line itself puts into the context", () => {
    expect(read({ "acknowledged-issue-numbers": [12345] })).toEqual(read());
  });

  it("refuses an adapter that would turn messages away", () => {
    expect(() => read({ "adapter.reservedConcurrency": "2" })).toThrow(/deliveriesAtOnce/);
  });
});

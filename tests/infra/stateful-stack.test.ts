import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { tableSchema } from "../../functions/adapters/aws/table.ts";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { PROD, type Resource, resourcesOf, synthesize } from "./synthesize.ts";

const prod = synthesize(PROD).templates.data;
const dev = synthesize().templates.data;

const STATEFUL = [
  "AWS::DynamoDB::GlobalTable",
  "AWS::S3::Bucket",
  "AWS::KMS::Key",
  "AWS::SecretsManager::Secret",
];

const stateful = (template: typeof prod): [string, Resource][] =>
  STATEFUL.flatMap((type) => Object.entries(resourcesOf(template, type)));

const namesOfSecrets = (template: typeof prod): unknown[] =>
  Object.values(resourcesOf(template, "AWS::SecretsManager::Secret")).map(
    ({ Properties }) => Properties.Name,
  );

describe("StatefulStack in prod", () => {
  it.each(stateful(prod))("keeps %s when the stack goes", (_, { DeletionPolicy }) => {
    expect(DeletionPolicy).toBe("RetainExceptOnCreate");
  });

  it("cannot be deleted by mistake", () => {
    const { data } = synthesize(PROD);

    expect(data.terminationProtection).toBe(true);
    prod.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      Replicas: [
        Match.objectLike({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ],
    });
  });

  it("empties no bucket", () => {
    prod.resourceCountIs("Custom::S3AutoDeleteObjects", 0);
  });

  it("sets no limit to the table", () => {
    expect(JSON.stringify(prod.toJSON())).not.toContain("RequestUnits");
  });
});

describe("StatefulStack in dev", () => {
  it.each(stateful(dev))("lets %s go with the stack", (_, { DeletionPolicy }) => {
    expect(DeletionPolicy).toBe("Delete");
  });

  it("keeps everything where that is asked for", () => {
    const kept = synthesize({
      retain: "on",
      demoIssuer: "off",
      oidcIssuer: "https://id.example.cn",
    }).templates.data;

    expect(new Set(stateful(kept).map(([, { DeletionPolicy }]) => DeletionPolicy))).toEqual(
      new Set(["RetainExceptOnCreate"]),
    );
  });

  it("bounds what a mistake costs, in the table and in each of its indexes", () => {
    dev.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 1_000 },
      GlobalSecondaryIndexes: Match.arrayWith([
        Match.objectLike({ WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 1_000 } }),
      ]),
    });
  });
});

describe("the table", () => {
  it("has the keys and the indexes the adapters use", () => {
    dev.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      KeySchema: [
        { AttributeName: tableSchema.partitionKey, KeyType: "HASH" },
        { AttributeName: tableSchema.sortKey, KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: tableSchema.indexes.map(({ name, partitionKey, sortKey }) =>
        Match.objectLike({
          IndexName: name,
          KeySchema: [
            { AttributeName: partitionKey, KeyType: "HASH" },
            { AttributeName: sortKey, KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "KEYS_ONLY" },
        }),
      ),
    });
  });

  it("is encrypted under the hub's key", () => {
    dev.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
      Replicas: [Match.objectLike({ SSESpecification: { KMSMasterKeyId: Match.anyValue() } })],
    });
  });
});

describe("the keys", () => {
  it("are one that rotates by itself, and one that signs with ES256", () => {
    dev.resourceCountIs("AWS::KMS::Key", 2);
    dev.hasResourceProperties("AWS::KMS::Key", { EnableKeyRotation: true });
    dev.hasResourceProperties("AWS::KMS::Key", { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
  });

  it("are used by CloudWatch for this account's logs and alarms only", () => {
    dev.hasResourceProperties("AWS::KMS::Key", {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Condition: {
              ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:123456789012:*" },
            },
          }),
          Match.objectLike({ Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
        ]),
      },
    });
  });
});

describe("the bucket of documents", () => {
  it("is private, versioned and encrypted under the hub's key", () => {
    dev.hasResourceProperties("AWS::S3::Bucket", {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          Match.objectLike({
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: "aws:kms",
              KMSMasterKeyID: { "Fn::GetAtt": [Match.stringLikeRegexp("^DataKey"), "Arn"] },
            },
          }),
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: "Enabled" },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
  });

  it("answers over TLS 1.2 only", () => {
    dev.hasResourceProperties("AWS::S3::BucketPolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          Match.objectLike({ Effect: "Deny", Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } }),
        ]),
      },
    });
  });

  it("forgets what passes through and earlier versions after a day, unfinished uploads after four", () => {
    dev.hasResourceProperties("AWS::S3::Bucket", {
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({ Prefix: "incoming/", ExpirationInDays: 1, Status: "Enabled" }),
          Match.objectLike({ Prefix: "outgoing/", ExpirationInDays: 1, Status: "Enabled" }),
          Match.objectLike({
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            ExpiredObjectDeleteMarker: true,
            Status: "Enabled",
          }),
          Match.objectLike({
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 4 },
            Status: "Enabled",
          }),
        ],
      },
    });
  });

  it("never forgets a document by itself", () => {
    const rules = Object.values(resourcesOf(dev, "AWS::S3::Bucket")).flatMap(
      ({ Properties }) => (Properties.LifecycleConfiguration as { Rules: Record<string, unknown>[] }).Rules,
    );
    const expiring = rules.filter((rule) => "ExpirationInDays" in rule).map(({ Prefix }) => Prefix);

    expect(expiring).toEqual(["incoming/", "outgoing/"]);
  });

  it("takes uploads from the portals that are named, and from no other", () => {
    const named = synthesize({ uploadOrigins: "https://portal.example.cn" }).templates.data;

    named.hasResourceProperties("AWS::S3::Bucket", {
      CorsConfiguration: {
        CorsRules: [Match.objectLike({ AllowedOrigins: ["https://portal.example.cn"] })],
      },
    });
    dev.hasResourceProperties("AWS::S3::Bucket", { CorsConfiguration: Match.absent() });
  });

  it("keeps a server access log where somebody collects it", () => {
    synthesize({ accessLogsBucket: "centre-logs" }).templates.data.hasResourceProperties("AWS::S3::Bucket", {
      LoggingConfiguration: { DestinationBucketName: "centre-logs" },
    });
  });
});

describe("the secrets", () => {
  it("are one for codes, and one for each department that decides an item or is connected", () => {
    expect(namesOfSecrets(dev).toSorted()).toEqual(
      [
        "lianban/dev/mac",
        ...[...bengbuCatalog.departments.keys()].map((department) => `lianban/dev/webhook/${department}`),
      ].toSorted(),
    );
    expect(namesOfSecrets(dev)).toContain("lianban/dev/webhook/finance");
  });

  it("hold 64 random characters, those of departments as a seed", () => {
    dev.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "lianban/dev/mac",
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    });
    dev.hasResourceProperties("AWS::SecretsManager::Secret", {
      Name: "lianban/dev/webhook/tax",
      GenerateSecretString: {
        PasswordLength: 64,
        ExcludePunctuation: true,
        SecretStringTemplate: "{}",
        GenerateStringKey: "seed",
      },
    });
  });

  it("are encrypted under the hub's key", () => {
    dev.allResourcesProperties("AWS::SecretsManager::Secret", {
      KmsKeyId: { "Fn::GetAtt": [Match.stringLikeRegexp("^DataKey"), "Arn"] },
    });
  });
});

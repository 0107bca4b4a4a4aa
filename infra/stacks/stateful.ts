import { RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { type IKey, Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import { Secret, type SecretProps } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { tableSchema } from "../../functions/adapters/aws/table.ts";
import { DocumentsBucket } from "../constructs/documents-bucket.ts";
import { letServicesUse } from "../constructs/service-keys.ts";
import type { Settings } from "../settings.ts";

/** What a {@link StatefulStack} is made of. */
export interface StatefulStackProps extends StackProps {
  settings: Settings;
  /** Departments that get a webhook secret. */
  departments: readonly string[];
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** 64 random letters and digits: some 380 bits, and nothing that a shell or a form would change. */
const RANDOM = { passwordLength: 64, excludePunctuation: true };

/**
 * What outlives every deployment: the table, the documents, the keys and the secrets. With `retain` nothing of it goes
 * with the stack or by a slip.
 */
export class StatefulStack extends Stack {
  readonly table: TableV2;
  readonly bucket: DocumentsBucket;
  /** Wraps the data keys of cases, and encrypts at rest. */
  readonly dataKey: Key;
  readonly licenceKey: Key;
  readonly macSecret: Secret;
  /** By department. */
  readonly webhookSecrets: ReadonlyMap<string, Secret>;
  /** How the names of the secrets begin: `lianban/dev`. */
  readonly secretsPrefix: string;
  private readonly keyOfSecrets: IKey;
  private readonly removalPolicy: RemovalPolicy;

  constructor(scope: Construct, id: string, { settings, departments, ...props }: StatefulStackProps) {
    super(scope, id, { ...props, terminationProtection: settings.retain === "on" });
    this.removalPolicy =
      settings.retain === "on" ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
    this.secretsPrefix = `lianban/${settings.name}`;
    this.dataKey = this.makeDataKey();
    this.licenceKey = this.makeLicenceKey();
    this.table = this.makeTable(settings);
    this.bucket = new DocumentsBucket(this, "Documents", { settings, encryptionKey: this.dataKey });
    this.keyOfSecrets = Key.fromKeyArn(this, "KeyOfSecrets", this.dataKey.keyArn);
    this.macSecret = this.makeSecret("MacSecret", {
      secretName: `${this.secretsPrefix}/mac`,
      description: "Lianban: makes the codes in addresses. Never change it: printed QR codes carry them",
      generateSecretString: RANDOM,
    });
    this.webhookSecrets = new Map(
      departments.map((department) => [department, this.makeWebhookSecret(department)]),
    );
  }

  private makeDataKey(): Key {
    const key = new Key(this, "DataKey", {
      description: "Lianban: wraps the data keys of cases, and encrypts at rest",
      enableKeyRotation: true,
      removalPolicy: this.removalPolicy,
    });
    letServicesUse(key);
    return key;
  }

  /** ES256, since KMS signs Ed25519 over messages of at most 4,096 bytes only. */
  private makeLicenceKey(): Key {
    return new Key(this, "LicenceKey", {
      description: "Lianban: signs licences",
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: this.removalPolicy,
    });
  }

  private makeTable({ tableMaxReads, tableMaxWrites, retain }: Settings): TableV2 {
    const limits = {
      ...(tableMaxReads === 0 ? {} : { maxReadRequestUnits: tableMaxReads }),
      ...(tableMaxWrites === 0 ? {} : { maxWriteRequestUnits: tableMaxWrites }),
    };
    return new TableV2(this, "Table", {
      partitionKey: text(tableSchema.partitionKey),
      sortKey: text(tableSchema.sortKey),
      globalSecondaryIndexes: tableSchema.indexes.map(({ name, partitionKey, sortKey }) => ({
        indexName: name,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
        ...limits,
      })),
      billing: Billing.onDemand(limits),
      timeToLiveAttribute: "ttl",
      dynamoStream: StreamViewType.NEW_IMAGE,
      encryption: TableEncryptionV2.customerManagedKey(this.dataKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: retain === "on",
      removalPolicy: this.removalPolicy,
    });
  }

  /** Created as `{"seed":"<64 characters>"}`, from which both directions' first secrets are derived. */
  private makeWebhookSecret(department: string): Secret {
    return this.makeSecret(`WebhookSecret-${department}`, {
      secretName: `${this.secretsPrefix}/webhook/${department}`,
      description: `Lianban: signs messages of ${department}, both ways; rotated through the hub`,
      generateSecretString: { ...RANDOM, secretStringTemplate: "{}", generateStringKey: "seed" },
    });
  }

  /** The key is named by its ARN: given as itself, it would get a policy in which the CDK names no China region right. */
  private makeSecret(id: string, props: SecretProps): Secret {
    return new Secret(this, id, {
      ...props,
      encryptionKey: this.keyOfSecrets,
      removalPolicy: this.removalPolicy,
    });
  }
}

import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { logsGoElsewhere } from "../acknowledgements.ts";
import type { Settings } from "../settings.ts";

const DAY = Duration.days(1);

/** What comes in is sealed when its upload is completed, what goes out is fetched within a minute: neither is kept. */
const passing: readonly LifecycleRule[] = ["incoming", "outgoing"].map((place) => ({
  id: `${place}-goes-after-a-day`,
  prefix: `${place}/`,
  expiration: DAY,
}));

/** Erased means erased: earlier versions go as well. */
const leftovers: LifecycleRule = {
  id: "earlier-versions-go-after-a-day",
  noncurrentVersionExpiration: DAY,
  expiredObjectDeleteMarker: true,
};

/** A large upload that broke off may be taken up again for as long as the hub keeps its row, which is three days. */
const unfinished: LifecycleRule = {
  id: "unfinished-uploads-go-after-four-days",
  abortIncompleteMultipartUploadAfter: Duration.days(4),
};

/** The bucket of materials and of payloads too large for the table: private, TLS only, encrypted under the hub's key. */
export class DocumentsBucket extends Bucket {
  constructor(scope: Construct, id: string, props: { settings: Settings; encryptionKey: IKey }) {
    const { retain, emptyOnDestroy, accessLogsBucket, uploadOrigins } = props.settings;
    const logs =
      accessLogsBucket === undefined
        ? {}
        : {
            serverAccessLogsBucket: Bucket.fromBucketName(scope, "AccessLogs", accessLogsBucket),
            serverAccessLogsPrefix: "lianban/",
          };
    super(scope, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.encryptionKey,
      // One call to KMS for many objects; documents are sealed under keys of their own all the same.
      bucketKeyEnabled: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [...passing, leftovers, unfinished],
      removalPolicy: retain === "on" ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
      autoDeleteObjects: retain === "off" && emptyOnDestroy === "on",
      ...logs,
    });
    if (accessLogsBucket !== undefined) Validations.of(this).acknowledge(logsGoElsewhere);
    if (uploadOrigins !== undefined)
      this.addCorsRule({
        allowedOrigins: uploadOrigins,
        allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
        allowedHeaders: ["content-type", "x-amz-checksum-sha256"],
      });
  }
}

import {
  listDeployments as operation,
  reportDeployment as reportOperation,
} from "@/lib/contract/deployments";
import { reportDeployment } from "@/lib/server/commands/report-deployment";
import { endpoint } from "@/lib/server/http";
import { listDeployments } from "@/lib/server/queries/list-deployments";
import { previewDeployment } from "@/lib/server/queries/preview-deployment";

export const GET = endpoint(operation, listDeployments);
export const POST = endpoint(reportOperation, ({ dryRun }) =>
  dryRun === true ? previewDeployment : reportDeployment,
);

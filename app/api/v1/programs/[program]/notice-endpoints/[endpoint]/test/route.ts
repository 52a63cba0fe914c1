import * as contract from "@/lib/contract/notices";
import { testEndpoint } from "@/lib/server/commands/test-endpoint";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.testEndpoint, testEndpoint);

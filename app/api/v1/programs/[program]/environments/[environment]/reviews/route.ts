import { listReviews as operation } from "@/lib/contract/emergencies";
import { endpoint } from "@/lib/server/http";
import { listReviews } from "@/lib/server/queries/list-reviews";

export const GET = endpoint(operation, listReviews);

import { takeCiDelivery as operation } from "@/lib/contract/ci";
import { takeCiDelivery } from "@/lib/server/commands/take-ci-delivery";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, takeCiDelivery);

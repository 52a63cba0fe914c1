import { createHmac } from "node:crypto";
import { runtime } from "@/lib/server/runtime";

/** An endpoint's secret in the shape of Standard Webhooks, made from the installation's own: nothing of it is stored. */
export const endpointSecret = (id: string): string => {
  const key = createHmac("sha256", runtime().sessionSecret).update(`notice endpoint ${id}`);
  return `whsec_${key.digest("base64")}`;
};

/** The headers that Standard Webhooks asks for: the message's id, the attempt's time, and what its secret makes of both and the body. */
export const webhookHeaders = (
  secret: string,
  messageId: string,
  at: Date,
  body: string,
): Record<string, string> => {
  const seconds = Math.floor(at.getTime() / 1000);
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const mac = createHmac("sha256", key).update(`${messageId}.${seconds}.${body}`).digest("base64");
  return {
    "webhook-id": messageId,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${mac}`,
  };
};

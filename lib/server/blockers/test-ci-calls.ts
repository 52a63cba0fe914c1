import { createHmac } from "node:crypto";

/** A GitHub webhook as it is sent: the body, its event and the signature that the secret makes of it. */
export const githubCall = (secret: string, event: string, payload: object) => {
  const body = JSON.stringify(payload);
  const mac = createHmac("sha256", secret).update(body).digest("hex");
  return { body, githubEvent: event, gitlabEvent: null, signature: `sha256=${mac}`, token: null };
};

/** A GitLab webhook as it is sent: the body, its event and the secret as its token. */
export const gitlabCall = (secret: string, payload: object, event = "Pipeline Hook") => ({
  body: JSON.stringify(payload),
  githubEvent: null,
  gitlabEvent: event,
  signature: null,
  token: secret,
});

type Place = {
  readonly program: string;
  readonly environment: string;
  /** The program's word for the legacy owner. */
  readonly legacy: string;
  readonly address: string;
  /** Some capability, for the example of a flag. */
  readonly capability: string | null;
};

/** How a client of each kind is connected, ready to be pasted. The token is the reader's own. */
export const connectSnippets = ({ program, environment, legacy, address, capability }: Place) => {
  const plane = `${address}/plane/v1/${program}/${environment}`;
  const agent = (format: string, out: string, more: string) =>
    `signalbox agent --upstream ${address} --token-file /etc/signalbox/token \\
  --follow ${program}/${environment} --format ${format} --out ${out}${more}`;
  return [
    {
      key: "typescript",
      label: "TypeScript",
      says: "Decides in the process, follows the stream, keeps the last good snapshot on disk.",
      text: `import { createClient } from "signalbox/client";

const client = createClient({
  url: "${address}",
  program: "${program}",
  environment: "${environment}",
  token: process.env.SIGNALBOX_TOKEN ?? "",
  legacy: "${legacy}",
  cacheFile: "/var/lib/signalbox/switches.json",
});
await client.start();
const { owner } = client.decide({ method: "GET", path: "/v1/things", context: { org: "acme" } });`,
    },
    {
      key: "python",
      label: "Python",
      says: "One file, clients/python/signalbox.py, standard library only.",
      text: `import os
from signalbox import Client

client = Client(url="${address}", program="${program}", environment="${environment}",
                token=os.environ["SIGNALBOX_TOKEN"], legacy="${legacy}",
                cache_file="/var/lib/signalbox/switches.json")
client.start()
owner = client.decide(method="GET", path="/v1/things", context={"org": "acme"}).owner`,
    },
    {
      key: "go",
      label: "Go",
      says: "One file, clients/go/signalbox.go, standard library only.",
      text: `client, err := signalbox.New(signalbox.Options{
	URL: "${address}", Program: "${program}", Environment: "${environment}",
	Token: os.Getenv("SIGNALBOX_TOKEN"), Legacy: "${legacy}",
	CacheFile: "/var/lib/signalbox/switches.json",
})
if err != nil {
	log.Fatal(err)
}
client.Start()
defer client.Close()
owner := client.Decide(signalbox.Request{Method: "GET", Path: "/v1/things",
	Context: signalbox.Context{"org": "acme"}}).Owner`,
    },
    {
      key: "nginx",
      label: "nginx",
      says: "The agent writes maps, checks them with nginx -t, reloads, and reports when the old workers have ended.",
      text: agent(
        "nginx",
        "/etc/nginx/signalbox.conf",
        " \\\n  --reload 'nginx -s reload' --pid-file /run/nginx.pid",
      ),
    },
    {
      key: "envoy",
      label: "Envoy",
      says: "The agent writes a route configuration that Envoy watches.",
      text: agent("envoy", "/etc/envoy/routes.json", ""),
    },
    {
      key: "env",
      label: "Environment",
      says: "The same ownership as the program's own variables. The agent writes them to a file and reports; read once they do not.",
      text: `${agent("env", `/etc/${program}/switches.env`, ` \\\n  --reload 'systemctl restart ${program}'`)}

# once, without a receipt
curl -H "Authorization: Bearer $SIGNALBOX_TOKEN" ${plane}/export/env`,
    },
    {
      key: "ofrep",
      label: "OFREP",
      says: "Any OpenFeature SDK with the OFREP provider. The token says which program and environment.",
      text: `curl -X POST ${address}/ofrep/v1/evaluate/flags/capability.${capability ?? "NAME"} \\
  -H "Authorization: Bearer $SIGNALBOX_TOKEN" -H 'content-type: application/json' \\
  -d '{"context":{"targetingKey":"user-1","org":"acme"}}'`,
    },
    {
      key: "curl",
      label: "curl",
      says: "The snapshot and every change of it, as events. A client of your own reports with receipts.",
      text: `curl -N -H "Authorization: Bearer $SIGNALBOX_TOKEN" ${plane}/stream

# every 30 s, and after each version that was taken up
curl -X POST ${plane}/receipts \\
  -H "Authorization: Bearer $SIGNALBOX_TOKEN" -H 'content-type: application/json' \\
  -d '{"instance":"'$(hostname)'","runtime":"sh","client":"curl/1","epoch":1,"version":1,
       "appliedAt":"'$(date -u +%FT%TZ)'"}'`,
    },
  ] as const;
};

/** What to paste where the alert comes from, or to run in a shell. The hook's own kind says which. */
export const hookSnippet = (
  kind: "alertmanager" | "generic",
  { address, secret }: { readonly address: string; readonly secret: string },
): string =>
  kind === "alertmanager"
    ? `# alertmanager.yml
receivers:
  - name: signalbox-force
    webhook_configs:
      - url: ${address}
        send_resolved: false
        http_config:
          authorization:
            credentials: ${secret}`
    : `# "test" changes nothing; "force" with a "reason" forces
SECRET='${secret}'
body='{"action":"test","reason":"errors above 1 %"}'
t=$(date +%s)
v1=$(printf '%s.%s' "$t" "$body" |
  openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)
curl -X POST ${address} \\
  -H 'content-type: application/json' \\
  -H "x-signalbox-signature: t=$t,v1=$v1" \\
  -d "$body"`;

/** How long a hook's force holds: `for 2 h`, `until somebody lifts it`. */
export const holdWords = (minutes: number | null): string => {
  if (minutes === null) return "until somebody lifts it";
  if (minutes % 1440 === 0) return minutes === 1440 ? "for a day" : `for ${minutes / 1440} days`;
  return minutes % 60 === 0 ? `for ${minutes / 60} h` : `for ${minutes} min`;
};

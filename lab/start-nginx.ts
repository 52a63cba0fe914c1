import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ended, outputOf } from "@/e2e/process/start-server";

type Settings = {
  readonly binary: string;
  readonly folder: string;
  readonly port: number;
  /** The port of each owner's side, by the program's words. */
  readonly sides: Readonly<Record<string, number>>;
  readonly ownersFile: string;
};

const configuration = ({ folder, port, sides, ownersFile }: Settings): string => `
${process.getuid?.() === 0 ? "user root;" : ""}
daemon off;
worker_processes 2;
worker_shutdown_timeout 10s;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 512; }
http {
    access_log off;
    client_body_temp_path ${folder}/temporary;
    proxy_temp_path ${folder}/temporary;
    fastcgi_temp_path ${folder}/temporary;
    uwsgi_temp_path ${folder}/temporary;
    scgi_temp_path ${folder}/temporary;
    include ${ownersFile};
${Object.entries(sides)
  .map(([owner, side]) => `    upstream ${owner} { server 127.0.0.1:${side}; keepalive 16; }`)
  .join("\n")}
    server {
        listen 127.0.0.1:${port};
        keepalive_requests 100000;
        location / {
            proxy_pass http://$signalbox_owner;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header X-Signalbox-Route $signalbox_route;
            add_header X-Signalbox-Version $signalbox_version;
        }
    }
}
`;

/** Where the pieces are, and the commands that an agent needs. */
export const nginxPlaces = (binary: string, folder: string) => {
  const file = path.join(folder, "nginx.conf");
  const pidFile = path.join(folder, "nginx.pid");
  return {
    file,
    pidFile,
    ownersFile: path.join(folder, "owners.conf"),
    validate: `[ ! -s ${pidFile} ] || ${binary} -t -q -c ${file} -e ${folder}/error.log`,
    // The file is there before nginx is: it cannot start without it.
    reload: `[ ! -s ${pidFile} ] || ${binary} -c ${file} -e ${folder}/error.log -s reload`,
  };
};

export const writeNginxConfiguration = (settings: Settings): void => {
  mkdirSync(path.join(settings.folder, "temporary"), { recursive: true });
  writeFileSync(nginxPlaces(settings.binary, settings.folder).file, configuration(settings));
};

/** Starts nginx in the foreground with the `nginx.conf` of the folder; everything it includes has to be there. */
export const startNginx = async ({
  binary,
  folder,
  port,
}: Pick<Settings, "binary" | "folder" | "port">) => {
  const { file } = nginxPlaces(binary, folder);
  const child = spawn(binary, ["-c", file, "-e", `${folder}/error.log`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = outputOf(child);
  for (const deadline = Date.now() + 10_000; ; ) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (isUp) break;
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`nginx did not start: ${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    stop: async (): Promise<void> => {
      child.kill("SIGTERM");
      await ended(child);
    },
  };
};

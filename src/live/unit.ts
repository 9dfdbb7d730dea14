/** Where an installation lies and who runs it. Paths are whole ones, without blanks. */
export type Installation = {
  readonly name: string; readonly root: string; readonly node: string; readonly data: string; readonly user: string; readonly isDatabaseWithin: boolean;
  /** Settings named NAME_FILE whose file holds a secret. */
  readonly secrets: readonly { readonly setting: string; readonly file: string }[];
  /** A folder outside the data that is written to, the store of contents say. */
  readonly writes: readonly string[];
  readonly hasToken: boolean;
};

const STATE = "/var/lib/";
/** What a process of ours never needs. A private `/dev` would hide a token on USB that is not reached through pcscd; code is compiled at run time, so memory may be written and executed. */
const LOCKS = [
  "NoNewPrivileges=yes", "CapabilityBoundingSet=", "AmbientCapabilities=", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "ProtectKernelTunables=yes", "ProtectKernelModules=yes", "ProtectKernelLogs=yes",
  "ProtectControlGroups=yes", "ProtectClock=yes", "ProtectHostname=yes", "ProtectProc=invisible", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "RestrictNamespaces=yes", "RestrictRealtime=yes", "RestrictSUIDSGID=yes",
  "LockPersonality=yes", "RemoveIPC=yes", "KeyringMode=private", "SystemCallArchitectures=native", "SystemCallFilter=@system-service", "SystemCallFilter=~@privileged @resources", "SystemCallErrorNumber=EPERM", "UMask=0077",
] as const;

const credential = (setting: string): string => setting.toLowerCase();
/** In a unit `%` begins a specifier. */
const written = (text: string): string => text.replaceAll("%", "%%");

/**
 * The systemd unit of an installation: it may write its own data and nothing else, and is given its secrets by `LoadCredential`, so that their files may belong to root alone.
 * @throws {RangeError} on a path that a unit cannot name
 */
export function unitText({ name, root, node, data, user, isDatabaseWithin, secrets, writes, hasToken }: Installation): string {
  for (const each of [root, node, data, ...writes, ...secrets.map(({ file }) => file)]) if (!/^\/[^\s"'\\]*$/.test(each)) throw new RangeError(`a unit names whole paths without blanks and quotes, not ${each}`);
  const state = data.startsWith(STATE) ? [`StateDirectory=${written(data.slice(STATE.length))}`, "StateDirectoryMode=0700"] : [`ReadWritePaths=${written(data)}`];
  return `${[
    "# Printed by daylight unit. Lock it as it is: what the exchange needs is all it may do.",
    "[Unit]", `Description=Daylight ${written(name)}`, `Documentation=file://${written(root)}/docs/operations.md`, "Wants=network-online.target", "After=network-online.target",
    "", "[Service]", "Type=exec", `User=${user}`, `Group=${user}`, `WorkingDirectory=${written(root)}`, `ExecStart=${written(node)} ${written(root)}/scripts/start.mjs`,
    `Environment=DAYLIGHT_DATA=${written(data)} NODE_ENV=production`,
    ...secrets.flatMap(({ setting, file }) => [`LoadCredential=${credential(setting)}:${written(file)}`, `Environment=${setting}_FILE=%d/${credential(setting)}`]),
    // A token whose PIN was refused must not be asked again and again; the others start again at once.
    "Restart=on-failure", `RestartSec=${hasToken ? "60" : "5"}`, "KillMode=mixed", `TimeoutStopSec=${isDatabaseWithin ? "90" : "30"}`, "LimitNOFILE=65536",
    ...state, ...(writes.length === 0 ? [] : [`ReadWritePaths=${writes.map(written).join(" ")}`]), ...LOCKS, ...(hasToken ? [] : ["PrivateDevices=yes"]),
    "", "[Install]", "WantedBy=multi-user.target",
  ].join("\n")}\n`;
}

/** Chromium's and Node's switches that let somebody else look into the program or run beside it with its rights. */
const OPENING =
  /^(?:remote-debugging-[a-z-]+|remote-allow-origins|inspect(?:-[a-z-]+)?|debug(?:-[a-z-]+)?|js-flags|auto-open-devtools-for-tabs|load-extension|disable-web-security|ignore-certificate-errors[a-z-]*|(?:browser-subprocess|gpu-launcher|renderer-cmd-prefix|utility-cmd-prefix|ppapi-plugin-launcher)[a-z-]*)$/;

/**
 * The first switch among the arguments that would open the program, by its name; null where there is none. Chromium takes one dash or two, on
 * Windows a slash, too, and does not mind what stands around it.
 */
export function openingSwitch(args: readonly string[]): string | null {
  const names = args.map((arg) => /^(?:--?|\/)([a-z-]+)(?:=|$)/i.exec(arg.trim())?.[1]?.toLowerCase() ?? '');
  return names.find((name) => OPENING.test(name)) ?? null;
}

/** The bridge: one function for each verb and event of the contract, and nothing that takes a channel name. */
import { contextBridge, ipcRenderer } from 'electron';
import { eventNames, verbNames } from '../shared/verbs.ts';

const verbs = Object.fromEntries(
  Object.entries(verbNames).map(([domain, names]) => [
    domain,
    Object.fromEntries(
      names.map((name) => [name, (...input: unknown[]) => ipcRenderer.invoke(`${domain}:${name}`, ...input)]),
    ),
  ]),
);

const on = Object.fromEntries(
  eventNames.map((name) => [
    name,
    (listener: (payload: unknown) => void) => {
      // The event object carries ipcRenderer, so it stays on this side.
      const forward = (_event: unknown, payload: unknown) => listener(payload);
      ipcRenderer.on(`event:${name}`, forward);
      return () => {
        ipcRenderer.off(`event:${name}`, forward);
      };
    },
  ]),
);

contextBridge.exposeInMainWorld('station', { ...verbs, on });

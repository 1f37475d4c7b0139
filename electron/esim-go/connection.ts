import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** In its own words: nothing of it is to be trusted. */
export interface Certificate {
  issuer: string;
  /** First and last time at which it is valid. */
  from: string;
  to: string;
}

/** What a call knows of the connection it goes out on. */
export interface Connection {
  /** Takes the request as Node made it. */
  watch(request: ClientRequest): void;
  /** Whether the request is known never to have had a connection that could carry a byte of it. */
  neverOpen(): boolean;
  /** When the connection could carry the request; null before. */
  openedAt(): number | null;
  /** When the head of the answer came, its body not yet; null before. */
  answeredAt(): number | null;
  /** The certificate that was shown; null where there was none. */
  certificate(): Certificate | null;
}

/**
 * Watches one request's connection: only a failure before it was connected, or before its TLS was agreed on, proves that nothing
 * left. The same error codes also come later, from bytes that something on the way puts into the connection.
 * @param monotonic milliseconds on a clock that nobody sets
 */
export function createConnection(monotonic: () => number): Connection {
  let watched = false;
  let opened: number | null = null;
  let answered: number | null = null;
  let certificate: Certificate | null = null;
  const open = () => {
    opened ??= monotonic();
  };
  return {
    watch(request) {
      // A second request of one call would make what is known of the first worthless.
      if (watched) open();
      watched = true;
      const secure = request.protocol === 'https:';
      const onSocket = (socket: Socket) => {
        if (!isOpening(socket, secure)) return open();
        socket.once(secure ? 'secureConnect' : 'connect', open);
        if (!(socket instanceof TLSSocket)) return;
        // Before Node looks whether it can be trusted, and forgets it when not.
        socket.prependOnceListener('secure', () => {
          certificate = certificateOf(socket);
        });
      };
      if (request.socket) onSocket(request.socket);
      else request.once('socket', onSocket);
      request.once('response', () => {
        answered = monotonic();
      });
    },
    neverOpen: () => watched && opened === null,
    openedAt: () => opened,
    answeredAt: () => answered,
    certificate: () => certificate,
  };
}

/** Whether the socket is still on its way to where it can carry a request. Of one that cannot tell, the worst is assumed. */
function isOpening(socket: Socket, secure: boolean): boolean {
  // It failed before the request got it.
  if (socket.destroyed) return socket.bytesWritten === 0;
  return secure ? 'secureConnecting' in socket && socket.secureConnecting === true : socket.connecting;
}

function certificateOf(socket: TLSSocket): Certificate | null {
  const { issuer, valid_from, valid_to } = socket.getPeerCertificate();
  if (!issuer) return null;
  const issuedBy = [issuer.O ?? issuer.CN ?? ''].flat().join(', ');
  return { issuer: issuedBy, from: valid_from, to: valid_to };
}

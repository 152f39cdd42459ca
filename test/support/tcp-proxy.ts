import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that a test may cut, freeze or silence, while the server itself serves other tests. */
export interface TcpProxy {
  /** The URL of the server, by way of this line. */
  readonly url: string;
  /** Ends all connections and refuses new ones, like a server that was stopped. */
  cut(): Promise<void>;
  /** Carries nothing any more and ends nothing, like a network or a machine that hangs. New connections hang too. */
  freeze(): void;
  /**
   * What is open stays open and carries nothing any more; new connections work. So it is when a machine is switched off
   * and another takes its address, or a firewall forgets its connections.
   */
  fallSilent(): void;
  /** After any of them: new connections are carried again, and those that stood still go on. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port: targetPort } = new URL(target);
  const sockets = new Set<Socket>();
  let frozen = false;
  const carry = (client: Socket): void => {
    const server = connect(Number(targetPort), hostname);
    for (const [from, to] of [[client, server], [server, client]] as const) {
      sockets.add(from);
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (frozen) from.pause();
    }
  };
  const pauseAll = (): void => {
    for (const socket of sockets) socket.pause();
  };
  const listener = createServer(carry);
  const listen = async (port: number): Promise<void> => {
    listener.listen(port, '127.0.0.1');
    await once(listener, 'listening');
  };
  const cut = async (): Promise<void> => {
    const closed = listener.listening ? once(listener, 'close') : undefined;
    listener.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = listener.address() as AddressInfo;
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    cut,
    freeze: () => {
      frozen = true;
      pauseAll();
    },
    fallSilent: pauseAll,
    restore: async () => {
      frozen = false;
      for (const socket of sockets) socket.resume();
      if (!listener.listening) await listen(port);
    },
    close: cut,
  };
}

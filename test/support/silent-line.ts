import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A line to a server that can fall silent: the connections of that moment stay open, and nothing comes through any more.
 * So it is when a machine is switched off or a firewall forgets a connection.
 */
export class SilentLine {
  private readonly sockets = new Set<Socket>();

  private constructor(
    /** The URL of the server, over this line. */
    readonly url: string,
    private readonly listener: Server,
  ) {}

  static async to(serverUrl: string): Promise<SilentLine> {
    const url = new URL(serverUrl);
    const target = { host: url.hostname, port: Number(url.port) };
    const listener = createServer((near) => {
      const far = connect(target);
      for (const socket of [near, far]) {
        line.sockets.add(socket);
        socket.on('error', () => undefined);
      }
      near.pipe(far);
      far.pipe(near);
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    url.hostname = '127.0.0.1';
    url.port = String((listener.address() as AddressInfo).port);
    const line = new SilentLine(url.href, listener);
    return line;
  }

  /** From now on nothing comes through what is open; what is opened later works. */
  fallSilent(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  close(): void {
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

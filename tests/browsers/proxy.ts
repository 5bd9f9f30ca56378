import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { LaunchOptions } from './browser.ts';

/** A proxy that leads the shop's hostnames to the shop and every other name nowhere. */
export async function startProxy(shop: LaunchOptions['shop']) {
  const leadsToShop = (host: string) =>
    shop.hosts.some((name) => (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name));
  const sockets = new Set<Socket>();
  const proxy = createServer((_request, response) => response.writeHead(502).end());
  proxy.on('connect', (request, client: Socket, head: Buffer) => {
    const [host = '', port] = (request.url ?? '').split(':');
    if (port !== '443' || !leadsToShop(host)) return void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const server = connect(shop.port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => {
        client.destroy();
        server.destroy();
      });
      socket.on('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}

import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { type ShopPage, shopPages } from './pages.ts';

/** A local HTTPS server whose pages stand under the true hostnames of a marketplace. */
export interface Shop {
  port: number;
  /** Hostnames that must be led to this server. */
  hosts: string[];
  /** Puts a page under an address; its hostname is led here for browsers started afterwards. */
  put(page: ShopPage): void;
  /** Takes a page down; gives what puts it up again. */
  remove(url: string): () => void;
  close(): void;
}

/** Starts the shop on the loopback interface with a certificate made for the occasion. */
export async function startShop(): Promise<Shop> {
  const pages = new Map<string, ShopPage>();
  const hosts = new Set(['*.aliexpress.com', 'ae01.alicdn.com']);
  const put = (page: ShopPage) => {
    const { hostname, pathname, search } = new URL(page.url);
    if (!hostname.endsWith('.aliexpress.com')) hosts.add(hostname);
    pages.set(hostname + pathname + search, page);
  };
  for (const page of shopPages()) put(page);

  const names = [{ name: 'commonName', value: 'Caveat test shop' }];
  const { private: key, cert } = await generate(names, { keyType: 'ec', algorithm: 'sha256' });
  const server = createServer({ key, cert }, (request, response) => {
    const page = pages.get(`${request.headers.host}${request.url}`);
    if (!page) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get hosts() {
      return [...hosts];
    },
    put,
    remove(url) {
      const { hostname, pathname, search } = new URL(url);
      const key = hostname + pathname + search;
      const page = pages.get(key);
      pages.delete(key);
      return () => void (page && pages.set(key, page));
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

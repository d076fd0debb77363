const { ExternalClient, IOClients, JanusClient } = require('@vtex/api');

class Outside extends ExternalClient {
  constructor(context, options) {
    super('http://erp.example.com', context, options);
  }
  post(path, config) {
    return this.http.post(path, { hello: 'there' }, config);
  }
}

class Store extends JanusClient {
  balance(skuId, config) {
    return this.http.getRaw(`/api/logistics/pvt/inventory/skus/${skuId}`, config);
  }
}

class Clients extends IOClients {
  get outside() {
    return this.getOrSet('outside', Outside);
  }
  get store() {
    return this.getOrSet('store', Store);
  }
}

/** What came of a call, as a client of the platform sees it. */
async function told(call) {
  try {
    return { ok: await call() };
  } catch (error) {
    return {
      failed: {
        status: error.response?.status ?? null,
        code: error.code ?? null,
        name: error.constructor.name,
      },
    };
  }
}

const SCHEMA = {
  properties: { kind: { type: 'string' }, size: { type: 'integer' } },
  required: ['kind'],
  'v-indexed': ['kind', 'size'],
};
const where = { dataEntity: 'tiny', schema: 'v1' };

/** One action of the tiny app a fact about the runtime's clients. */
const actions = {
  /** A GET is remembered for the request, whatever was written since. */
  async memoisedRead({ vbase }) {
    await vbase.saveJSON('box', 'memo.json', { turn: 1 });
    const first = await vbase.getJSON('box', 'memo.json');
    await vbase.saveJSON('box', 'memo.json', { turn: 2 });
    return { first, again: await vbase.getJSON('box', 'memo.json') };
  },
  /** So is a failure. */
  async memoisedFailure({ vbase }) {
    const before = await told(() => vbase.getJSON('box', 'late.json'));
    await vbase.saveJSON('box', 'late.json', { there: true });
    return { before, after: await told(() => vbase.getJSON('box', 'late.json')) };
  },
  async conditionalWrite({ vbase }) {
    const [saved] = await vbase.saveJSON('box', 'cas.json', { turn: 1 });
    const { headers } = await vbase.getRawJSON('box', 'cas.json');
    const right = await told(() => vbase.saveJSON('box', 'cas.json', { turn: 2 }, undefined, headers.etag));
    const stale = await told(() => vbase.saveJSON('box', 'cas.json', { turn: 3 }, undefined, headers.etag));
    return { hashIsEtag: saved.hash === headers.etag, right: right.failed ?? 'saved', stale };
  },
  async files({ vbase }) {
    const { Readable } = require('node:stream');
    await vbase.saveFile('box', 'zipped.txt', Readable.from(['unpacked again']));
    const { data } = await vbase.getFile('box', 'zipped.txt');
    const { headers } = await vbase.getFileMetadata('box', 'zipped.txt');
    const missing = await vbase.getJSON('box', 'missing.json', true);
    const { data: rows } = await vbase.listFiles('box', { prefix: 'zip' });
    const removed = await told(async () => (await vbase.deleteFile('box', 'zipped.txt')).status);
    return { text: data.toString(), etag: typeof headers.etag, missing, rows, removed };
  },
  settings: ({ apps }) => apps.getAppSettings(process.env.VTEX_APP_ID),
  async sendEvent({ events }, body) {
    await events.sendEvent('', body.key, body.message);
    return {};
  },
  async masterData({ masterdata }) {
    const schema = { dataEntity: 'tiny', schemaName: 'v1', schemaBody: SCHEMA };
    await told(() => masterdata.createOrUpdateSchema(schema));
    const again = await told(() => masterdata.createOrUpdateSchema(schema));
    for (const size of [1, 2, 3])
      await told(() =>
        masterdata.createOrUpdatePartialDocument({
          ...where,
          id: `doc-${size}`,
          fields: { kind: 'x', size },
        }),
      );
    const bad = await told(() => masterdata.createDocument({ ...where, fields: { size: 1 } }));
    const found = await masterdata.searchDocumentsWithPaginationInfo({
      ...where,
      fields: ['id', 'size'],
      where: 'kind="x" AND size>1',
      sort: 'size DESC',
      pagination: { page: 1, pageSize: 50 },
    });
    const scrolled = await masterdata.scrollDocuments({ ...where, fields: ['id'], size: 2 });
    const one = await masterdata.getDocument({ dataEntity: 'tiny', id: 'doc-2', fields: ['_all'] });
    return { again, bad, found, scrolled: scrolled.data.length, one };
  },
  access: async ({ licenseManager }, { token, resource }) => ({
    may: await licenseManager.canAccessResource(token, resource),
  }),
  postOutside: ({ outside }, { path, config }) => told(() => outside.post(path, config)),
  balance: ({ store }, { skuId, cookie }, ctx) =>
    told(async () => {
      const headers = cookie ? { VtexIdclientAutCookie: ctx.vtex.authToken } : {};
      const { data, headers: answered } = await store.balance(skuId, { headers });
      return { data, date: answered.date };
    }),
  async waiting(_clients, { ms }) {
    process.stdout.write('[tiny] waiting\n');
    await new Promise((resolve) => setTimeout(resolve, ms));
    return {};
  },
  throwing() {
    throw Object.assign(new Error('on purpose'), { status: 418 });
  },
  async leaking({ vbase }) {
    return vbase.getJSON('box', 'not-there.json');
  },
};

module.exports = { Clients, actions };

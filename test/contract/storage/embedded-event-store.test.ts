import { eventStoreContract } from '../../helpers/event-store-contract.ts'
import { openStores } from '../../helpers/open-data-folder.ts'

eventStoreContract('the event store of a collector', async (folder) => {
  const stores = await openStores(folder)
  return { ...stores.events, close: stores.close }
})

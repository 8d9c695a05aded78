// The application under measure: a list of orders whose buttons answer, and a form.
const list = document.querySelector('#orders')
const rows = Array.from({ length: 150 }, (_, i) => {
  const row = document.createElement('li')
  row.innerHTML = `<span class="id">#${1000 + i}</span> <span>Order of customer ${i}</span>
    <b class="price">${(i * 7.3).toFixed(2)} €</b>
    <button type="button" class="action">Open order ${i}</button>
    <output>0</output>`
  return row
})
list.append(...rows)

list.addEventListener('click', (event) => {
  const output = event.target.closest('button')?.parentElement.querySelector('output')
  if (output) output.value = Number(output.value) + 1
})

document.querySelector('#note').addEventListener('input', (event) => {
  document.querySelector('#length').value = event.target.value.length
})

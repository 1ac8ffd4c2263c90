// Without JavaScript the button does the same.
document.getElementById("answer").submit();
